"""How a learner stands with each concept, as far as the log tells. Pure.

A concept is known when its latest review was passed, weak when it was not, new when there is none.
A miss made good a few minutes later, right after the explanation, stays weak until another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quiz.memory.memory import Memory
from quiz.records import Review

#: Below this chance of recall a concept is due.
DUE = 0.9


class Standing(StrEnum):
    """How well a concept is known."""

    KNOWN = "known"
    FADING = "fading"
    WEAK = "weak"
    NEW = "new"


@dataclass(frozen=True)
class Trace:
    """What the latest review of a concept left behind."""

    at: datetime
    passed: bool


Traces = Mapping[str, Trace]


def traces(reviews: Iterable[Review], revisions: Mapping[str, int]) -> dict[str, Trace]:
    """The traces of all concepts that were reviewed.

    Args:
        reviews: oldest first.
        revisions: the present revision of each question; a review of an earlier one was about
            something else. Reviews of questions that are gone still count for their concepts.
    """
    found: dict[str, Trace] = {}
    for review in reviews:
        if review.counts and review.revision >= revisions.get(review.question, 0):
            _leave(found, review)
    return found


def after(known: Traces, reviews: Iterable[Review]) -> dict[str, Trace]:
    """The traces after some more reviews, all of the present revisions."""
    found = dict(known)
    for review in reviews:
        if review.counts:
            _leave(found, review)
    return found


def _leave(found: MutableMapping[str, Trace], review: Review) -> None:
    primary, *_ = review.concepts
    found[primary] = Trace(review.at, review.passed and not review.again)
    for concept in review.betrayed:
        if concept != primary:
            found[concept] = Trace(review.at, passed=False)


def standing(known: Traces, concept: str) -> Standing:
    """How a concept stands."""
    trace = known.get(concept)
    if trace is None:
        return Standing.NEW
    return Standing.KNOWN if trace.passed else Standing.WEAK


def stands(memory: Memory, concept: str, day: int) -> Standing:
    """How a concept stands on a day."""
    trace, recall = memory.traces.get(concept), memory.recall(concept, day)
    if trace is None or recall is None:
        return Standing.NEW
    if not trace.passed:
        return Standing.WEAK
    return Standing.KNOWN if recall >= DUE else Standing.FADING
