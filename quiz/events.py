"""What goes into a session of questions, and what comes out of it. Frozen data.

A face (terminal, JSON lines, web) turns what its user does into an `Event` and shows every `Said`;
what a session wants to be remembered is a `Keep`, and comes before what is shown of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from quiz.errors import FormulaError, UnreadableError
from quiz.kinds.kind import Kind
from quiz.logbook.records import Flag, Mode, Outcome, Review
from quiz.mark import Answer, Mark
from quiz.picking import Pick
from quiz.prompt import Prompt
from quiz.question import Question


class Phase(Enum):
    """What a session waits for."""

    ANSWER = "answer"
    SECOND = "second"  # the reply to the second prompt of an essay
    NEXT = "next"  # the learner reads the mark
    OVER = "over"


@dataclass(frozen=True)
class Turn:
    """A question on its way through a session.

    Attributes:
        number: place in the session, from 1: what flags and reviews hang on.
        place, total: third of twelve, say; a miss that is asked once more stands at the end.
        chance: the expected score of a blind guess.
    """

    number: int
    place: int
    total: int
    pick: Pick
    kind: Kind
    prompt: Prompt
    chance: float

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return self.prompt.question

    def review(
        self,
        mode: Mode,
        session: str,
        lang: str,
        at: datetime,
        outcome: Outcome,
        typed: str,
        score: float | None,
        seconds: float,
    ) -> Review:
        """How this turn went; arguments as of `Review`, to which a mark adds what it betrays."""
        question = self.question
        return Review(
            at=at,
            session=session,
            turn=self.number,
            mode=mode,
            question=question.id,
            revision=question.revision,
            kind=question.kind,
            topic=question.topic,
            concepts=question.concepts,
            difficulty=question.difficulty,
            seed=self.prompt.variant.seed,
            chance=self.chance,
            again=self.pick.again,
            lang=lang,
            typed=typed,
            outcome=outcome,
            score=score,
            seconds=seconds,
        )


# --- events ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reply:
    """An answer, or the reply to a second prompt, as it was typed."""

    typed: str


@dataclass(frozen=True)
class Skip:
    """The learner does not know."""


@dataclass(frozen=True)
class Hint:
    """The learner asks for the hint."""


@dataclass(frozen=True)
class Look:
    """The learner wants to see the source in the notes."""


@dataclass(frozen=True)
class Doubt:
    """The learner finds the question unclear (before the answer) or its mark wrong (after it)."""

    remark: str = ""


@dataclass(frozen=True)
class Help:
    """The learner wants to know the keys."""


@dataclass(frozen=True)
class Next:
    """The learner has read the mark."""


@dataclass(frozen=True)
class Leave:
    """The learner stops here."""


Event = Reply | Skip | Hint | Look | Doubt | Help | Next | Leave


# --- what comes out ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Keep:
    """To be logged before anything else is shown."""

    record: Review | Flag


@dataclass(frozen=True)
class Asked:
    """A question, or the second prompt of one (`second`)."""

    turn: Turn
    second: Prompt | None = None


@dataclass(frozen=True)
class Unread:
    """The reply cannot be read; it cost nothing, and the question still stands."""

    typed: str
    error: UnreadableError | FormulaError


@dataclass(frozen=True)
class Marked:
    """The end of a turn. Without a mark it was skipped; `fault` is ours and costs nothing."""

    turn: Turn
    review: Review
    answer: Answer | None = None
    mark: Mark | None = None
    fault: Exception | None = None


@dataclass(frozen=True)
class Unaskable:
    """A question that could not be drawn; another one takes its place."""

    question: str
    fault: Exception


@dataclass(frozen=True)
class Hinted:
    """The hint of the question."""

    turn: Turn


@dataclass(frozen=True)
class Sources:
    """Where the notes teach what the question asks."""

    turn: Turn


@dataclass(frozen=True)
class Doubted:
    """The doubt has been noted."""

    flag: Flag


@dataclass(frozen=True)
class Keys:
    """What can be typed now."""

    phase: Phase


@dataclass(frozen=True)
class Ended:
    """The session is over.

    Attributes:
        done: its final reviews.
        count: how many questions were planned, without those asked again.
    """

    done: tuple[Review, ...]
    count: int


Said = Keep | Asked | Unread | Marked | Unaskable | Hinted | Sources | Doubted | Keys | Ended
