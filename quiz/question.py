"""What a question is, once its bank has been read. Frozen data, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from basis.texts import Text


@dataclass(frozen=True)
class Source:
    """Where the notes teach it: note ("001"), section, lines ("85-90"), and a book or paper."""

    note: str = ""
    section: str = ""
    lines: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Param:
    """One drawn parameter. Exactly one of the three ways is set.

    Attributes:
        choose: the values it may take: numbers, or texts that need no translation.
        integer: smallest and largest integer, both included.
        real: smallest and largest number; drawn on the grid of `decimals` decimals.
        decimals: decimals of a `real`.
    """

    choose: tuple[float | str, ...] = ()
    integer: tuple[int, int] | None = None
    real: tuple[float, float] | None = None
    decimals: int = 2


@dataclass(frozen=True)
class Sample:
    """A sample answer with the mark it must get (`tests:` of a question).

    Attributes:
        answer: what a learner types; options by their names instead of their shown positions.
            May be a template.
        mark: the score it must get, 0 to 1; None where the answer must be unreadable.
        says: the misconception or option whose feedback it must get; "" if that is left open.
        seed: the variant it is about; None for every variant.
    """

    answer: str
    mark: float | None = 1.0
    says: str = ""
    seed: int | None = None


@dataclass(frozen=True)
class Question:
    """A question of a bank.

    Attributes:
        id: stable for ever; the learner's history hangs on it.
        kind: name of its module in quiz/kinds.
        topic: the bank it stands in, a topic of the syllabus.
        area: the area of that topic.
        concepts: concepts of the syllabus; the first is the primary one.
        difficulty: 1 (easy) to 5.
        prompt: what is asked; a template where there are parameters, with maths between dollars.
        explanation: why the right answer is right, shown after every answer.
        hint: shown on demand.
        source: None for the sources of the primary concept's topic.
        erratum: the statement of the notes that this question corrects, if any.
        revision: raised by the author when the meaning changed: older reviews no longer count.
        params: by name, in the author's order.
        let: derived values by name, each an expression over the names before it.
        where: constraints over params and derived values, such as "p != q".
        body: what only this kind has, plain data as quiz/bank/schema/ normalises it.
        tests: sample answers with their marks.
        path: the bank's file, relative to the folder of the banks.
        line: where the question begins.
    """

    id: str
    kind: str
    topic: str
    area: str
    concepts: tuple[str, ...]
    difficulty: int
    prompt: Text
    explanation: Text
    hint: Text
    source: Source | None = None
    erratum: str = ""
    revision: int = 1
    params: Mapping[str, Param] = field(default_factory=dict)
    let: Mapping[str, str] = field(default_factory=dict)
    where: tuple[str, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    tests: tuple[Sample, ...] = ()
    path: str = ""
    line: int = 1

    @property
    def parametric(self) -> bool:
        """Whether variants differ by more than the order of their options."""
        return bool(self.params)
