"""The answers that were missed lately, each with its question as it was asked. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from basis.texts import Message
from quiz.kinds.kind import Kind
from quiz.logbook.records import Review
from quiz.memory.days import study_day
from quiz.prompt import Prompt, Variant
from quiz.question import Question


class Change(Enum):
    """What became of a question since it was asked."""

    NONE = "none"
    CHANGED = "changed"  # another revision: what is drawn now is not what was asked
    GONE = "gone"
    BROKEN = "broken"  # it cannot be drawn any more


@dataclass(frozen=True)
class Missed:
    """A missed answer.

    Attributes:
        review: the answer; of a question that asks twice, the last one.
        prompt: the question; None if it is gone or broken.
        feedback: what was said about the answer.
    """

    review: Review
    change: Change
    prompt: Prompt | None = None
    feedback: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Where questions come from.

    Attributes:
        revisions: the present revision of each question.
        question, kind, draw: as a session gets them (quiz/asking.py).
    """

    revisions: Mapping[str, int]
    question: Callable[[str], Question]
    kind: Callable[[Question], Kind]
    draw: Callable[[Question, int], Variant]

    def missed(self, review: Review) -> Missed:
        """The question of an answer, with the same seed and so the same numbers and order."""
        if review.question not in self.revisions:
            return Missed(review, Change.GONE)
        try:
            question = self.question(review.question)
            kind = self.kind(question)
            prompt = kind.prompt(self.draw(question, review.seed))
        except Exception:  # an author has something to mend; what was typed is shown all the same
            return Missed(review, Change.BROKEN)
        if self.revisions[review.question] != review.revision:
            return Missed(review, Change.CHANGED, prompt)
        return Missed(review, Change.NONE, prompt, _feedback(kind, prompt, review))


def _feedback(kind: Kind, prompt: Prompt, review: Review) -> tuple[Message, ...]:
    """What the mark says; nothing of an answer whose second part the log does not have."""
    if not review.typed.strip():
        return ()
    try:
        answer = kind.read(prompt, review.typed)
        return () if kind.second(prompt, answer) else kind.mark(prompt, answer).feedback
    except Exception:  # a reader that has become stricter: the verdict of then stands without words
        return ()


def misses(
    reviews: Sequence[Review], shelf: Shelf, now: datetime, days: int | None
) -> tuple[Missed, ...]:
    """The missed answers, the latest first.

    Args:
        reviews: of the whole log.
        shelf: where questions come from.
        now: the time, in the zone of the learner's clock.
        days: of the last so many days of study, today among them; None for all.
    """
    today = study_day(now)
    return tuple(
        shelf.missed(review)
        for review in reversed(reviews)
        if review.outcome in ("marked", "skipped")
        and not review.passed
        and (days is None or study_day(review.at) > today - days)
    )
