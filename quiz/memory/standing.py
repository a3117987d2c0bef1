"""How a learner stands with each concept, as far as their memory tells. Pure.

A concept is weak when the latest look at it was a miss, known when it was a hit, fading when so
much time has passed since a hit that it is due, new when it was never asked about. A miss made good
a few minutes later, right after the explanation, stays weak until another day.
"""

from __future__ import annotations

from enum import StrEnum

from quiz.memory.memory import Memory

#: Below this chance of recall a concept is due.
DUE = 0.9


class Standing(StrEnum):
    """How well a concept is known."""

    KNOWN = "known"
    FADING = "fading"
    WEAK = "weak"
    NEW = "new"


def standing(memory: Memory, concept: str, day: int) -> Standing:
    """How a concept stands.

    Args:
        memory: what is remembered.
        concept: its id.
        day: today (quiz/memory/days.py).
    """
    trace, recall = memory.traces.get(concept), memory.recall(concept, day)
    if trace is None or recall is None:
        return Standing.NEW
    if not trace.passed:
        return Standing.WEAK
    return Standing.KNOWN if recall >= DUE else Standing.FADING
