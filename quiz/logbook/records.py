"""What a learner's log holds, record by record. Frozen data; quiz/logbook/log.py keeps it.

A record is never changed or deleted. What comes later can change how an earlier one is read: a flag
takes its review out of what counts, a new goal takes the place of the old one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from quiz.mark import PASSING

Mode = Literal["practice", "exam"]

#: How a turn ended: with a mark; given up; our fault while marking; or left before the learner had
#: ticked the points of an answer.
Outcome = Literal["marked", "skipped", "broken", "open"]


@dataclass(frozen=True)
class Review:
    """One answered question.

    Attributes:
        at: when it was answered, in the zone of the learner's clock.
        session, turn: the sitting, and the place in it from 1. A question that asks twice may leave
            an "open" review before the one with the mark.
        concepts: of the question; the first is the primary one.
        chance: the expected score of a blind guess.
        again: the question of this session whose miss this one makes good; "" elsewhere.
        typed: the answer as it was typed.
        score: 0 to 1; None without a mark.
        says: misconceptions or options that the answer betrays.
        betrayed: concepts that those name.
        seconds: from the prompt to the answer, as the clock on the wall saw it.
        hinted: whether the hint or the notes were looked at before the answer.
        doubted: whether a flag stands against it. No column: derived when the log is read.
    """

    at: datetime
    session: str
    turn: int
    mode: Mode
    question: str
    revision: int
    kind: str
    topic: str
    concepts: tuple[str, ...]
    difficulty: int
    seed: int
    chance: float
    again: str
    lang: str
    typed: str
    outcome: Outcome
    score: float | None
    says: tuple[str, ...] = ()
    betrayed: tuple[str, ...] = ()
    seconds: float = 0.0
    hinted: bool = False
    doubted: bool = False

    @property
    def counts(self) -> bool:
        """Whether it tells anything about what the learner knows."""
        return self.outcome in ("marked", "skipped") and not self.doubted

    @property
    def passed(self) -> bool:
        """Whether it counts as known."""
        return self.score is not None and self.score >= PASSING


@dataclass(frozen=True)
class Flag:
    """A learner's doubt, kept for the author.

    Attributes:
        what: the question is unclear (said before the answer) or its mark contested (after it).
        remark: in the learner's words, or "".
    """

    at: datetime
    session: str
    turn: int
    question: str
    revision: int
    seed: int
    what: Literal["unclear", "contested"]
    remark: str = ""


@dataclass(frozen=True)
class Slip:
    """A mistake in code that betrays concepts; at most one is kept for a mistake and day.

    Attributes:
        exercise, mistake: the exercise, and the mistake of its catalogue.
        concepts: what the mistake betrays.
        after: how many reviews were in the log before it. Set by the log.
    """

    at: datetime
    exercise: str
    mistake: str
    concepts: tuple[str, ...]
    after: int = 0


@dataclass(frozen=True)
class Goal:
    """What the learner prepares for; the latest one holds.

    Attributes:
        exam: day of the exam; None for no date.
        minutes: to study a day.
        blueprint: of the exam, which says what it is worth to know.
    """

    at: datetime
    exam: date | None
    minutes: int
    blueprint: str = "final"


@dataclass(frozen=True)
class Step:
    """One thing that happened in a mock exam.

    Attributes:
        exam: names the exam in the log, as `session` names a session.
        what: "begin" (value: the paper and its conditions as JSON), "answer" (value: as typed; ""
            takes it back), "flag" and "unflag", "seen", "end" ...
        item: place in the paper from 0; -1 where it is about the whole.
        value: what belongs to it.
    """

    at: datetime
    exam: str
    what: str
    item: int = -1
    value: str = ""


Record = Review | Flag | Slip | Goal | Step


@dataclass(frozen=True)
class Records:
    """All that a log holds, each kind in the order in which it was kept.

    Attributes:
        reviews: with doubted ones marked as such.
    """

    reviews: tuple[Review, ...] = ()
    flags: tuple[Flag, ...] = ()
    slips: tuple[Slip, ...] = ()
    goals: tuple[Goal, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def goal(self) -> Goal | None:
        """What the learner prepares for now."""
        return self.goals[-1] if self.goals else None


def doubted(reviews: Sequence[Review], flags: Sequence[Flag]) -> tuple[Review, ...]:
    """Reviews with those marked against which a flag stands."""
    doubts = {(flag.session, flag.turn) for flag in flags}
    return tuple(
        replace(review, doubted=True) if (review.session, review.turn) in doubts else review
        for review in reviews
    )
