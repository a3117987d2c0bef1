"""What the log says of weeks and of kinds of questions. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from quiz.memory.days import study_day
from quiz.records import Review

_DAYS = 7

#: Whoever looks longer at one question has gone for coffee (as quiz/memory/deriving.py has it).
_LONGEST_S = 600.0

Filter = Callable[[Review], bool]


@dataclass(frozen=True)
class Week:
    """A week of the calendar, from Monday on.

    Attributes:
        answers: to questions; those that count, made good ones included.
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
        answers: how many were answered, not skipped.
        seconds: the median.
        minutes: all together.
    """

    kind: str
    answers: int
    seconds: float
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
    for review in filter(wanted, reviews):
        if review.counts and review.revision >= revisions.get(review.question, 0):
            by_week.setdefault((study_day(review.at) - 1) // _DAYS, []).append(review)
    known: set[str] = set()
    return tuple(
        _week(number, by_week.get(number, []), known)
        for number in range(min(by_week, default=0), max(by_week, default=-1) + 1)
    )


def tempos(reviews: Sequence[Review], wanted: Filter) -> tuple[Tempo, ...]:
    """The time by kind, what took most of it first."""
    times: dict[str, list[float]] = {}
    for review in filter(wanted, reviews):
        if review.outcome == "marked":
            times.setdefault(review.kind, []).append(min(review.seconds, _LONGEST_S))
    found = [Tempo(k, len(each), median(each), sum(each) / 60) for k, each in times.items()]
    return tuple(sorted(found, key=lambda tempo: -tempo.minutes))


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
        minutes=sum(min(review.seconds, _LONGEST_S) for review in reviews) / 60,
        newly=len(newly),
    )
