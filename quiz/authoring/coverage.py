"""How much of the course the banks ask about. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.question import Question
from quiz.syllabus import Syllabus


@dataclass(frozen=True)
class Coverage:
    """Pairs of how many are asked about, and how many there are.

    Attributes:
        errata: the statements of the notes that are plainly wrong or misleading, corrected by a
            question; merely imprecise ones are not counted.
    """

    topics: tuple[int, int]
    concepts: tuple[int, int]
    errata: tuple[int, int]


def coverage(questions: Iterable[Question], syllabus: Syllabus) -> Coverage:
    """What of a course these questions ask about."""
    asked = list(questions)
    topics = {question.topic for question in asked}
    concepts = {concept for question in asked for concept in question.concepts}
    corrected = {question.erratum for question in asked}
    grave = [e.id for e in syllabus.errata.values() if e.severity != "imprecise"]
    return Coverage(
        (len(topics & set(syllabus.topics)), len(syllabus.topics)),
        (len(concepts & set(syllabus.concepts)), len(syllabus.concepts)),
        (len(corrected & set(grave)), len(grave)),
    )
