"""The course as it is: its concepts, what each requires, its questions, and its final exam."""

from __future__ import annotations

from functools import cache

import numpy as np

from bench.simulated.course import Course
from quiz.exam.blueprints import load_blueprints
from quiz.logbook.records import Goal
from quiz.memory.memory import Memory
from quiz.planning.material import subjects
from quiz.planning.ranking import Material
from quiz.sitting import open_bank

#: Standard deviations of the logarithms: learners differ in their times, exams in what they weigh.
_PACE, _EXAM = 0.25, 0.3


def shipped(learners: int, rng: np.random.Generator) -> Course:
    """The course, with each learner's own times, and an exam that is nearly the blueprint's."""
    material = _material()
    shape = (learners, len(material.concepts))
    weights = np.array(material.weights) * rng.lognormal(0, _EXAM, shape)
    minutes = np.array(material.minutes) * rng.lognormal(0, _PACE, shape)
    before = np.full((shape[1], max(map(len, material.before))), -1)
    for place, required in enumerate(material.before):
        before[place, : len(required)] = required
    chances = np.broadcast_to(material.chances, shape)
    return Course(
        weights / weights.sum(1, keepdims=True), chances, minutes, before, material.reread
    )


def concepts() -> int:
    """How many concepts questions ask about."""
    return len(_material().concepts)


@cache
def _material() -> Material:
    bank = open_bank(_refuse)
    blueprint = load_blueprints(bank.folder).get(Goal.blueprint)
    return subjects(bank.entries, bank.syllabus, Memory(), blueprint).material


def _refuse(error: Exception) -> None:
    raise error
