"""What is wrong with a bank, as data: where, which rule, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of a bank.

    Attributes:
        file: the bank, as the author named it.
        line, column: from 1.
        rule: short name of the rule ("unknown-key"); its text is `finding_<rule>` of
            quiz/messages, with dashes as underscores. It says what was found and what to write.
        fields: what the text needs.
        question: id of the question, "" outside of one.
    """

    file: str
    line: int
    column: int
    rule: str
    fields: Mapping[str, Any] = field(default_factory=dict, compare=False)
    question: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """The name of its text."""
        return "finding_" + self.rule.replace("-", "_")


@dataclass(frozen=True)
class Problem:
    """A fault inside one question, placed by the keys that lead to it rather than by line.

    What kinds, variants and checks report; quiz/bank turns it into a `Finding`.

    Attributes:
        rule: as in `Finding`.
        at: keys from the question down, such as ("choices", 2, "why").
        fields: what the text needs.
    """

    rule: str
    at: tuple[str | int, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
