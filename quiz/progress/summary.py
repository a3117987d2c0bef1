"""What a session has changed, for its end card. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.logbook.records import Review
from quiz.memory.memory import Memory


@dataclass(frozen=True)
class Summary:
    """A session in numbers.

    Attributes:
        asked, count: questions answered or skipped, of those planned; without those asked again.
        counted: of those asked, the ones whose mark counts: not doubted, not broken by us.
        right: of those counted, passed.
        score: sum of their scores.
        again, made_good: misses that were asked once more, and that were passed then.
        skipped: questions that were skipped when they were asked for the first time.
        doubted, broken: turns that ended so.
        seconds: time over the questions.
        gained: concepts that are known now and were not before.
        weak: concepts to come back to.
    """

    asked: int
    count: int
    counted: int
    right: int
    score: float
    again: int
    made_good: int
    skipped: int
    doubted: int
    broken: int
    seconds: float
    gained: tuple[str, ...]
    weak: tuple[str, ...]

    @property
    def early(self) -> bool:
        """Whether the learner left before all questions were asked."""
        return self.asked < self.count


def summary(before: Memory, after: Memory, done: Sequence[Review], count: int) -> Summary:
    """Sum up a session.

    Args:
        before: what was remembered before it.
        after: the same, with it.
        done: its final reviews.
        count: how many questions were planned.
    """
    first = [review for review in done if not review.again]
    again = [review for review in done if review.again]
    touched = {concept for r in done for concept in (r.concepts[0], *r.betrayed) if r.counts}
    known = {concept for concept in touched if _known(after, concept)}
    return Summary(
        asked=len(first),
        count=count,
        counted=sum(review.counts for review in first),
        right=sum(review.counts and review.passed for review in first),
        score=sum(review.score or 0.0 for review in first if review.counts),
        again=len(again),
        made_good=sum(review.counts and review.passed for review in again),
        skipped=sum(review.outcome == "skipped" for review in first),
        doubted=sum(review.doubted for review in done),
        broken=sum(review.outcome == "broken" for review in done),
        seconds=sum(review.seconds for review in done),
        gained=tuple(sorted(concept for concept in known if not _known(before, concept))),
        weak=tuple(sorted(touched - known)),
    )


def _known(memory: Memory, concept: str) -> bool:
    """Whether the latest look at it was a hit, however long ago."""
    trace = memory.traces.get(concept)
    return trace is not None and trace.passed
