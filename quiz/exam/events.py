"""What goes into a mock exam, and what comes out of it. Frozen data; compare quiz/events.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from quiz.events import Help, Leave, Next, Reply, Skip, Turn, Unread
from quiz.exam.exam import Exam
from quiz.exam.outcome import Result
from quiz.exam.progress import Progress
from quiz.exam.sheets import Sheet
from quiz.logbook.records import Review
from quiz.logbook.records import Step as Kept
from quiz.mark import Answer
from quiz.prompt import Prompt


class Phase(Enum):
    """What an exam waits for."""

    ANSWER = "answer"
    SURE = "sure"  # whether the learner means to hand in
    TICK = "tick"  # the points of an essay, after the end
    OVER = "over"


# --- events ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Back:
    """To the question before."""


@dataclass(frozen=True)
class Go:
    """To the question with a number."""

    number: int


@dataclass(frozen=True)
class Flag:
    """Flag the question, or take its flag away."""


@dataclass(frozen=True)
class Withdraw:
    """Take the answer back."""


@dataclass(frozen=True)
class List:
    """Show how every question stands."""


@dataclass(frozen=True)
class HandIn:
    """The learner has finished; `sure` if they need not be asked whether they mean it."""

    sure: bool = False


@dataclass(frozen=True)
class Pause:
    """The learner is gone without a word, and can come back at any time, to tick points too."""


#: `Next` is to the next question, `Skip` leaves an essay without ticks, `Leave` all that are left.
Event = Reply | Next | Back | Go | Flag | Withdraw | List | HandIn | Leave | Pause | Help | Skip


# --- what comes out ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Keep:
    """To be logged together, before anything else is shown."""

    records: tuple[Kept | Review, ...]


@dataclass(frozen=True)
class Begun:
    """The exam begins, or goes on after so many seconds away.

    Attributes:
        kept: whether the log takes what is kept.
    """

    exam: Exam
    sheets: tuple[Sheet, ...]
    away: float | None = None
    kept: bool = True


@dataclass(frozen=True)
class Asked:
    """A question; or, after the end, the second one about an essay.

    Attributes:
        typed: the answer that stands, "" if there is none.
        left: seconds.
        second: what is asked about the answer.
    """

    turn: Turn
    points: float
    area: str
    typed: str
    flagged: bool
    left: float
    second: Prompt | None = None


@dataclass(frozen=True)
class Heard:
    """An answer was heard.

    Attributes:
        answer: as it was understood; None where a fault of ours kept us from reading it.
        before: the answer that it takes the place of, "" if there was none.
        kept: whether the log has it.
    """

    turn: Turn
    typed: str
    answer: Answer | None
    before: str
    kept: bool = True


@dataclass(frozen=True)
class Noted:
    """Something to be said in one sentence: a text of the catalogue."""

    key: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Listed:
    """How every question stands."""

    progress: Progress
    sheets: tuple[Sheet, ...]
    left: float


@dataclass(frozen=True)
class Sure:
    """Does the learner mean to hand in? So many questions are open, so many flagged."""

    open: int
    flagged: int


@dataclass(frozen=True)
class Keys:
    """What can be typed now."""

    phase: Phase


@dataclass(frozen=True)
class Left:
    """The learner went away; the exam goes on, or its essays wait for their points.

    Attributes:
        left: seconds.
        closed: whether it was handed in.
        kept: whether the log has all of it.
    """

    exam: Exam
    left: float
    closed: bool = False
    kept: bool = True


@dataclass(frozen=True)
class Ended:
    """The exam is over, and everything is marked."""

    progress: Progress
    results: tuple[Result, ...]


Said = Keep | Begun | Asked | Heard | Unread | Noted | Listed | Sure | Keys | Left | Ended
