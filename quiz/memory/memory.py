"""What the log says of a learner: a state of memory for each concept, and habits. Frozen data.

`quiz/memory/deriving.py` makes it from the log; `quiz/memory/shelf.py` keeps it, so that a start
need not read the whole log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from quiz.logbook.extent import Extent
from quiz.memory.forgetting import DEFAULT, Parameters, recall


class Trace(NamedTuple):
    """What a concept has left behind.

    Attributes:
        stability: days until the chance of recall has fallen to 0.9.
        difficulty: 1 to 10.
        day: of the latest look (quiz/memory/days.py).
        passed: whether that look shows that it is known. A miss made good a few minutes later,
            right after the explanation, does not.
        looks: days on which it was looked at.
    """

    stability: float
    difficulty: float
    day: int
    passed: bool
    looks: int


class Look(NamedTuple):
    """The first look at a concept on a day: what was expected, and what came.

    Attributes:
        recall: the chance of recall that the memory held before; None at the first look of all.
        days: whole days since the look before; 0 at the first look of all.
        chance: the expected score of a blind guess.
    """

    concept: str
    day: int
    recall: float | None
    days: int
    chance: float
    passed: bool


class Pending(NamedTuple):
    """A mistake in code whose concept has not been asked about since."""

    exercise: str
    mistake: str
    day: int


class Studied(NamedTuple):
    """How long somebody studied on a day, as far as questions tell: answering, and reading on."""

    day: int
    minutes: float


@dataclass(frozen=True)
class Memory:
    """A learner as the log knows them.

    Attributes:
        parameters: of forgetting, the learner's own where they predict better.
        fitted: how many reviews they were fitted to; 0 for the defaults.
        traces: by concept.
        looks: oldest first.
        pending: by concept.
        asked: how often each question was asked.
        doubted: questions with the revision at which they were called unclear or wrong.
        seconds: by kind of question, the latest times to answer.
        studied: on the latest day of study.
        reviews, flags, slips: how many of the log are in it.
        ends: names of the last of them (quiz/logbook/extent.py).
        latest: when the newest of all records was kept; None for an empty log.
    """

    parameters: Parameters = DEFAULT
    fitted: int = 0
    traces: Mapping[str, Trace] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
    pending: Mapping[str, Pending] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    doubted: frozenset[tuple[str, int]] = frozenset()
    seconds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    studied: Studied = Studied(0, 0.0)
    reviews: int = 0
    flags: int = 0
    slips: int = 0
    ends: tuple[str, str, str] = ("", "", "")
    latest: datetime | None = None

    def upto(self, extent: Extent) -> Memory:
        """The same, as that of a log that goes so far."""
        return replace(self, **extent._asdict())

    def spent(self, day: int) -> float:
        """Minutes studied on a day that is not over yet."""
        return self.studied.minutes if self.studied.day == day else 0.0

    def recall(self, concept: str, day: int) -> float | None:
        """The chance that a concept is known on a day; None if it was never asked about."""
        trace = self.traces.get(concept)
        if trace is None:
            return None
        return recall(self.parameters, trace.stability, day - trace.day)
