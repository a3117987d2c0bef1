"""From the log to the memory: every review in its order, then the next. A function of the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quiz.logbook.records import Review, Slip
from quiz.memory.days import study_day
from quiz.memory.forgetting import DEFAULT, GUESSABLE, Parameters, Rating, recall
from quiz.memory.memory import Look, Memory, Pending, Studied, Trace
from quiz.memory.states import stepper

_KEPT_TIMES = 40  # of each kind: how fast somebody is changes
_SECONDS = (1.0, 600.0)  # outside of these somebody clicked through, or had gone for coffee
_READING = 120.0  # seconds: longer than this nobody reads on what was answered


def derived(
    reviews: Sequence[Review],
    slips: Sequence[Slip] = (),
    revisions: Mapping[str, int] | None = None,
    parameters: Parameters = DEFAULT,
    fitted: int = 0,
) -> Memory:
    """The memory that a log leaves behind.

    Args:
        reviews: of the whole log.
        slips: of the whole log.
        revisions: the present revision of each question: a review of an earlier one was about
            something else. Reviews of questions that are gone still count for their concepts.
        parameters: of forgetting.
        fitted: how many reviews they were fitted to.
    """
    nothing = Memory(parameters=parameters, fitted=fitted)
    return continued(nothing, reviews, slips, revisions)


def continued(
    memory: Memory,
    reviews: Sequence[Review],
    slips: Sequence[Slip] = (),
    revisions: Mapping[str, int] | None = None,
) -> Memory:
    """The memory after some more of the log.

    Args:
        memory: of the log so far.
        reviews: what was kept since.
        slips: what was kept since.
        revisions: see `derived`.
    """
    learner = _Learner(memory)
    for record in _in_order(reviews, slips, memory.reviews):
        if isinstance(record, Slip):
            learner.slip(record)
        else:
            learner.review(record, record.revision >= (revisions or {}).get(record.question, 0))
    return learner.memory(memory, len(reviews), len(slips))


def rating(review: Review) -> Rating:
    """What an answer says about the memory of its concept."""
    if not review.passed:
        return Rating.AGAIN
    return Rating.HARD if review.chance >= GUESSABLE or review.hinted else Rating.GOOD


def _in_order(
    reviews: Sequence[Review], slips: Sequence[Slip], before: int
) -> Iterator[Review | Slip]:
    waiting = list(slips)
    for number, review in enumerate(reviews, before):
        while waiting and waiting[0].after <= number:
            yield waiting.pop(0)
        yield review
    yield from waiting


class _Learner:
    """A memory that is being changed."""

    def __init__(self, memory: Memory) -> None:
        self._w = memory.parameters
        self._step = stepper(memory.parameters)
        self._traces = dict(memory.traces)
        self._looks = list(memory.looks)
        self._pending = dict(memory.pending)
        self._asked = dict(memory.asked)
        self._doubted = set(memory.doubted)
        self._seconds = {kind: list(times) for kind, times in memory.seconds.items()}
        self._studied = memory.studied
        self._latest = memory.latest

    def review(self, review: Review, present: bool) -> None:
        """Add a review; `present` if it is of the present revision of its question."""
        self._study(review)
        self._meet(review.at)
        self._asked[review.question] = self._asked.get(review.question, 0) + 1
        if review.doubted:
            self._doubted.add((review.question, review.revision))
        if not (review.counts and present):
            return
        if review.outcome == "marked" and not review.again:
            least, most = _SECONDS
            times = self._seconds.setdefault(review.kind, [])
            times.append(round(min(max(review.seconds, least), most), 1))
            del times[:-_KEPT_TIMES]
        day = study_day(review.at)
        primary = review.concepts[0]
        self._look(review, primary, day)
        for concept in review.betrayed:
            if concept != primary:
                self._change(concept, day, Rating.AGAIN, passed=False)

    def slip(self, slip: Slip) -> None:
        """Add a mistake in code."""
        self._meet(slip.at)
        day = study_day(slip.at)
        for concept in slip.concepts:
            self._change(concept, day, Rating.AGAIN, passed=False)
            self._pending[concept] = Pending(slip.exercise, slip.mistake, day)

    def _study(self, review: Review) -> None:
        """Add the time that passed: over the answer, and over the explanation before it."""
        day, seconds = study_day(review.at), min(review.seconds, _SECONDS[1])
        if review.outcome == "open":
            seconds = 0.0  # the time is told again by the review with the mark
        if review.mode == "practice" and review.turn > 1 and self._latest is not None:
            asked = review.at - timedelta(seconds=review.seconds)
            seconds += min(max((asked - self._latest).total_seconds(), 0.0), _READING)
        minutes = self._studied.minutes if self._studied.day == day else 0.0
        self._studied = Studied(day, round(minutes + seconds / 60, 3))

    def _meet(self, at: datetime) -> None:
        if self._latest is None or at > self._latest:
            self._latest = at

    def _look(self, review: Review, concept: str, day: int) -> None:
        before = self._traces.get(concept)
        if before is None:
            look = Look(concept, day, None, 0, review.chance, review.passed)
            self._looks.append(look)
        elif day > before.day:
            days = day - before.day
            expected = recall(self._w, before.stability, days)
            look = Look(concept, day, expected, days, review.chance, review.passed)
            self._looks.append(look)
        # A miss made good at once was read a moment ago. What is asked in place of the concept that
        # was missed, such as one that it builds on, says as much as ever.
        at_once = review.again and before is not None and day <= before.day
        self._change(concept, day, rating(review), review.passed and not at_once)
        self._pending.pop(concept, None)

    def _change(self, concept: str, day: int, rating: Rating, passed: bool) -> None:
        before = self._traces.get(concept)
        if before is None:
            stability, difficulty = self._step(None, 0, rating)
            self._traces[concept] = Trace(stability, difficulty, day, passed, 1)
            return
        # A clock that was set back makes no time run backwards.
        days = max(0, day - before.day)
        state = self._step((before.stability, before.difficulty), days, rating)
        looks = before.looks + (day != before.day)
        self._traces[concept] = Trace(*state, day, passed, looks)

    def memory(self, before: Memory, reviews: int, slips: int) -> Memory:
        return replace(
            before,
            traces=self._traces,
            looks=tuple(self._looks),
            pending=self._pending,
            asked=self._asked,
            doubted=frozenset(self._doubted),
            seconds={kind: tuple(times) for kind, times in self._seconds.items()},
            studied=self._studied,
            reviews=before.reviews + reviews,
            slips=before.slips + slips,
            latest=self._latest,
        )
