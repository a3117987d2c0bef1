"""A made-up course: what each concept is worth, how long it takes, what it needs.

Two kinds. With *equal* weights and times only forgetting matters. The *realistic* one has the areas
of questions/syllabus.yaml, weighed by how much the notes write about them, and the kinds of
questions in the shares in which the banks have them; minutes and points of a kind are guessed, the
graph of prerequisites is made up. Each learner has their own draw of both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.simulated.forgetting import Numbers
from quiz.planning.ranking import Material

#: Concepts and lines of the notes of each area of the syllabus.
AREAS = (
    *((43, 84), (57, 80), (27, 48), (35, 42), (42, 91), (52, 99), (35, 83), (34, 67)),
    *((27, 44), (36, 38), (55, 66), (19, 37), (36, 56), (36, 82), (26, 96), (46, 120)),
)

#: Questions in the banks, chance of a lucky hit, minutes, exam points: by kind.
KINDS = np.array(
    [
        (31, 0.50, 0.5, 1),  # truefalse
        (51, 0.25, 0.7, 2),  # choice
        (22, 0.10, 0.9, 2),  # choices
        (34, 0.03, 0.8, 2),  # text
        (23, 0.03, 1.3, 3),  # output
        (37, 0.05, 1.1, 3),  # ordering
        (86, 0.02, 1.8, 3),  # numeric
        (28, 0.01, 2.0, 4),  # formula
    ]
)

REREAD = 0.4  # minutes for the explanation after a miss


@dataclass(frozen=True)
class Course:
    """What there is to study; arrays have the shape (learners, concepts).

    Attributes:
        weights: share of the exam's points; sum to 1 for each learner.
        chances: of a lucky hit.
        minutes: to answer a question.
        before: places of the concepts that have to be seen first, (concepts, 2); -1 for none. The
            order of concepts keeps to it.
        reread: minutes for the explanation after a miss.
    """

    weights: Numbers
    chances: Numbers
    minutes: Numbers
    before: np.ndarray
    reread: float

    @property
    def learners(self) -> int:
        return int(self.weights.shape[0])

    @property
    def concepts(self) -> int:
        return int(self.weights.shape[1])

    def material(self, learner: int) -> Material:
        """The same as the product has it."""
        return Material(
            [str(place) for place in range(self.concepts)],
            self.weights[learner].tolist(),
            self.chances[learner].tolist(),
            self.minutes[learner].tolist(),
            [[int(place) for place in row if place >= 0] for row in self.before],
            self.reread,
        )


def made(concepts: int, learners: int, realistic: bool, rng: np.random.Generator) -> Course:
    """A course of so many concepts. A look takes a minute on average in both kinds of course."""
    sizes = np.array([size for size, _ in AREAS], float)
    rounded = np.maximum(1, np.round(sizes / sizes.sum() * concepts).astype(int))
    area = np.sort(np.resize(np.repeat(np.arange(len(AREAS)), rounded), concepts))
    if realistic:
        course = _realistic(area, sizes, learners, rng)
    else:
        course = np.ones((learners, concepts)), np.full((learners, concepts), 0.25), 1.0, 0.0
    weights, chances, minutes, reread = course
    before = _prerequisites(area, rng)
    weights = weights / weights.sum(1, keepdims=True)
    minutes = np.broadcast_to(minutes, weights.shape)
    scale = 1 / (minutes + 0.4 * reread).mean()
    return Course(weights, chances, minutes * scale, before, reread * scale)


def _realistic(
    area: np.ndarray, sizes: Numbers, learners: int, rng: np.random.Generator
) -> tuple[Numbers, Numbers, Numbers, float]:
    """Points, chances, minutes (all (learners, concepts)) and the minutes to read again."""
    share = KINDS[:, 0] / KINDS[:, 0].sum()
    shape = (learners, len(area))
    kinds = [rng.choice(len(KINDS), len(area), p=share) for _ in range(learners)]
    _, chances, minutes, points = np.moveaxis(KINDS[np.stack(kinds)], -1, 0)
    minutes = minutes * rng.lognormal(0, 0.25, shape)
    lines = np.array([lines for _, lines in AREAS], float)
    weights = points * (lines / sizes)[area] * rng.lognormal(0, 0.3, shape)
    return weights, chances, minutes, REREAD


def _prerequisites(area: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Topics of 3 to 5 concepts, half of them chained; half rest on an earlier one of the area."""
    before = np.full((len(area), 2), -1)
    heads: dict[int, list[int]] = {}
    start = 0
    while start < len(area):
        size = int(rng.integers(3, 6))
        earlier = heads.setdefault(int(area[start]), [])
        if earlier and rng.random() < 0.5:
            before[start, 0] = earlier[rng.integers(len(earlier))]
        for place in range(start + 1, min(start + size, len(area))):
            if rng.random() < 0.5:
                before[place, 0] = place - 1
            if rng.random() < 0.25 and place - 1 != start:
                before[place, 1] = start
        earlier.append(start)
        start += size
    return before
