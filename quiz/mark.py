"""Answers and marks. Marking is a pure function of prompt and answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from basis.texts import Message

#: From this score on a review counts as known (DESIGN section 3).
PASSING = 0.6


@dataclass(frozen=True)
class Answer:
    """What a learner typed, read.

    Attributes:
        typed: the text itself, as it goes into the log.
        value: what its kind reads from it.
        echo: the answer as it was understood, as TeX without dollars; "" if nothing needs saying.
    """

    typed: str
    value: Any
    echo: str = ""


@dataclass(frozen=True)
class Mark:
    """The verdict on an answer.

    Attributes:
        score: 0 to 1.
        feedback: about the very answer given, most important first; texts of the author among them
            (maths between dollars).
        says: names of the misconceptions or options that the answer betrays.
        concepts: concepts they name, beside the primary one.
    """

    score: float
    feedback: tuple[Message, ...] = ()
    says: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the review counts as known."""
        return self.score >= PASSING
