"""What the log says of weeks and of kinds of questions. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from quiz.logbook.records import Review
from quiz.memory.days import study_day

_DAYS = 7

#: Whoever looks longer at one question has gone for coffee (as quiz/memory/deriving.py has it).
_LONGEST_S = 600.0

Filter = Callable[[Review], bool]


@dataclass(frozen=True)
class Week:
    """A week of the calendar, from Monday on.

    Attributes:
        answers: to questions; those that count, made good and skipped ones included.
        passed: how many of the first tries were right enough, of `tried`.
        minutes: spent answering.
        newly: concepts that were known for the first time.
    """

    monday: date
    answers: int
    tried: int
    passed: int
    minutes: float
    newly: int


@dataclass(frozen=True)
class Tempo:
    """How long questions of a kind take.

    Attributes:
        answers: as in weeks: those that count, made good and skipped ones included.
        skipped: how many of them were.
        seconds: the median of the others; None without any.
        minutes: all together.
    """

    kind: str
    answers: int
    skipped: int
    seconds: float | None
    minutes: float


def weeks(
    reviews: Sequence[Review], revisions: Mapping[str, int], wanted: Filter
) -> tuple[Week, ...]:
    """Every week from the first answer to the last one, also those without any.

    Args:
        reviews: of the whole log.
        revisions: the present revision of each question; answers to an earlier one do not count.
        wanted: which answers are looked at.
    """
    by_week: dict[int, list[Review]] = {}
    for review in _counting(reviews, revisions, wanted):
        by_week.setdefault((study_day(review.at) - 1) // _DAYS, []).append(review)
    known: set[str] = set()
    return tuple(
        _week(number, by_week.get(number, []), known)
        for number in range(min(by_week, default=0), max(by_week, default=-1) + 1)
    )


def tempos(
    reviews: Sequence[Review], revisions: Mapping[str, int], wanted: Filter
) -> tuple[Tempo, ...]:
    """The time by kind, what took most of it first; of the same answers as `weeks`."""
    by_kind: dict[str, list[Review]] = {}
    for review in _counting(reviews, revisions, wanted):
        by_kind.setdefault(review.kind, []).append(review)
    found = [_tempo(kind, each) for kind, each in by_kind.items()]
    return tuple(sorted(found, key=lambda tempo: -tempo.minutes))


def _counting(
    reviews: Sequence[Review], revisions: Mapping[str, int], wanted: Filter
) -> Iterator[Review]:
    for review in filter(wanted, reviews):
        if review.counts and review.revision >= revisions.get(review.question, 0):
            yield review


def _tempo(kind: str, reviews: Sequence[Review]) -> Tempo:
    times = [_seconds(review) for review in reviews if review.outcome == "marked"]
    return Tempo(
        kind=kind,
        answers=len(reviews),
        skipped=len(reviews) - len(times),
        seconds=median(times) if times else None,
        minutes=sum(map(_seconds, reviews)) / 60,
    )


def _seconds(review: Review) -> float:
    return min(review.seconds, _LONGEST_S)


def _week(number: int, reviews: Sequence[Review], known: set[str]) -> Week:
    """One week; `known` takes in what is known from then on."""
    first_tries = [review for review in reviews if not review.again]
    passed = [review for review in first_tries if review.passed]
    newly = {review.concepts[0] for review in passed} - known
    known |= newly
    return Week(
        monday=date.fromordinal(number * _DAYS + 1),  # day 1 was a Monday
        answers=len(reviews),
        tried=len(first_tries),
        passed=len(passed),
        minutes=sum(map(_seconds, reviews)) / 60,
        newly=len(newly),
    )
