"""What an exam would come to: a score, with the interval that holds it 8 times of 10. Pure.

A score is the sum over concepts of weight times chance of a hit. What is uncertain: how this
learner's recall follows the believed one (quiz/readiness/recalibration.py), how much is known of
what was never asked, and how single concepts scatter about all that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, Protocol

from quiz.memory.memory import Memory
from quiz.planning.habits import habits
from quiz.planning.ranking import Material, Prior, prior
from quiz.readiness.recalibration import Recalibration, Vector, dot, features, recalibrated, sigmoid

#: Answers about concepts that were seen before; without them nothing is said.
NEEDED = 50

#: Points of 100; a wider interval says nothing.
WIDEST = 30.0

#: Standard deviations of the middle 80 % of a normal distribution.
_EIGHTY = 1.2816

#: The posterior is widened for what three numbers cannot express, and concepts scatter (in logits)
#: about what their states say. With less of either, intervals of 80 % hold fewer scores than that
#: in some of the models of `make bench-planner`.
_WIDER, _SCATTER = 1.2, 0.8

#: A normal logit of that scatter has the logistic mean of a smaller one (MacKay's approximation).
_SHRUNK = 1 / math.sqrt(1 + _SCATTER**2 * math.pi / 8)

#: Gauss-Hermite of three nodes in each of three directions: exact to the fifth power.
_NODES = ((-math.sqrt(3), 1 / 6), (0.0, 2 / 3), (math.sqrt(3), 1 / 6))


class Range(NamedTuple):
    """A score of 100 with an interval that holds it 8 times of 10."""

    low: float
    mean: float
    high: float

    @property
    def width(self) -> float:
        """From end to end."""
        return self.high - self.low


@dataclass(frozen=True)
class Prediction:
    """What is expected of an exam on a day, if nothing is studied before it.

    Attributes:
        day: of the exam (quiz/memory/days.py).
        score: of the whole.
        areas: the same of each area alone; None where too little is known.
        looks: repeat answers it rests on.
    """

    day: int
    score: Range
    areas: Mapping[str, Range | None]
    looks: int


@dataclass(frozen=True)
class NotYet:
    """Too little is known to predict a score.

    Attributes:
        looks: answers about concepts that were seen on an earlier day, of `needed`.
        width: of the interval in points, where there are enough; it would be too wide.
    """

    looks: int
    needed: int = NEEDED
    width: float | None = None


class Studied(Protocol):
    """What there is to study; `quiz.planning.material.Subjects` is one."""

    @property
    def material(self) -> Material:
        """Concepts with weights and chances."""

    @property
    def areas(self) -> Mapping[str, str]:
        """The area of each concept."""


def predict(
    subjects: Studied, memory: Memory, day: int, questions: int | None = None
) -> Prediction | NotYet:
    """The expected score of an exam.

    Args:
        subjects: what the exam is about.
        memory: what the learner remembers.
        day: of the exam: today for "if it were today", a later one for "if study stopped now".
        questions: of an exam whose own score is meant, which luck in the draw makes vary; None for
            the score that such exams have on average.
    """
    posterior = recalibrated(memory.looks)
    if posterior.looks < NEEDED:
        return NotYet(posterior.looks)
    parts = _parts(subjects, memory, posterior, day)
    nodes = [share for _, share in _nodes(posterior)]
    every = list(parts.values())
    whole = _range(every, nodes)
    if whole.width > WIDEST:
        return NotYet(posterior.looks, width=whole.width)
    if questions is not None:
        mean = whole.mean / 100
        whole = _range(every, nodes, mean * (1 - mean) / questions)
    areas = {area: _range([part], nodes) for area, part in parts.items()}
    known = {area: each if each.width <= WIDEST else None for area, each in areas.items()}
    return Prediction(day, whole, known, posterior.looks)


class Asking(Protocol):
    """What has to be known of a question."""

    @property
    def kind(self) -> str:
        """How it is answered."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The first is the primary one."""


@dataclass(frozen=True)
class _Paper:
    material: Material
    areas: Mapping[str, str]


def forecast(
    questions: Sequence[tuple[Asking, float]], memory: Memory, day: int
) -> Prediction | NotYet:
    """The expected score of a paper whose questions are known; it has no areas.

    Args:
        questions: with the points of each.
        memory: what the learner remembers.
        day: on which it is sat.
    """
    posterior = recalibrated(memory.looks)
    if posterior.looks < NEEDED:
        return NotYet(posterior.looks)
    whole = sum(points for _, points in questions) or 1.0
    typical = habits([question.kind for question, _ in questions], memory.seconds)
    concepts = [question.concepts[0] for question, _ in questions]
    material = Material(
        concepts=concepts,
        weights=[points / whole for _, points in questions],
        chances=[typical[question.kind].chance for question, _ in questions],
        minutes=[typical[question.kind].minutes for question, _ in questions],
        before=[()] * len(concepts),
    )
    paper = _Paper(material, dict.fromkeys(concepts, ""))
    part = _parts(paper, memory, posterior, day)[""]
    shares = [share for _, share in _nodes(posterior)]
    if (expected := _range([part], shares)).width > WIDEST:
        return NotYet(posterior.looks, width=expected.width)
    return Prediction(day, _range([part], shares, part.luck), {}, posterior.looks)


@dataclass
class _Part:
    """Sums over the concepts of an area.

    Attributes:
        weight: their share of the exam.
        at: their expected score at each node of the posterior.
        new: variance root that what was never asked adds.
        scatter: variance that single concepts add.
        luck: variance that one question on each adds.
    """

    weight: float
    at: list[float]
    new: float = 0.0
    scatter: float = 0.0
    luck: float = 0.0


def _parts(
    subjects: Studied, memory: Memory, posterior: Recalibration, day: int
) -> dict[str, _Part]:
    """The sums of each area, in the order of the concepts."""
    material, known = subjects.material, prior(memory.looks)
    nodes, new_sd = _nodes(posterior), _sd(known)
    parts: dict[str, _Part] = {}
    rows = zip(material.concepts, material.weights, material.chances, strict=True)
    for concept, weight, chance in rows:
        part = parts.setdefault(subjects.areas[concept], _Part(0.0, [0.0] * len(nodes)))
        worth = weight * (1 - chance)
        recall = memory.recall(concept, day)
        if recall is None:
            chances = [known.known] * len(nodes)
            part.new += worth * new_sd
        else:
            x = features(recall, max(0, day - memory.traces[concept].day))
            chances = [sigmoid(dot(theta, x) * _SHRUNK) for theta, _ in nodes]
        mean = sum(q * share for q, (_, share) in zip(chances, nodes, strict=True))
        part.weight += weight
        part.scatter += worth * worth * mean * (1 - mean) / 4
        hit = chance + (1 - chance) * mean
        part.luck += weight * weight * hit * (1 - hit)
        for place, q in enumerate(chances):
            part.at[place] += weight * chance + worth * q
    return parts


def _nodes(posterior: Recalibration) -> list[tuple[Vector, float]]:
    """Values of a, b and c that stand for the widened posterior, with their shares."""
    nodes = []
    for three in product(_NODES, repeat=3):
        z = tuple(at for at, _ in three)
        a, b, c = (
            mode + _WIDER * sum(x * y for x, y in zip(row, z, strict=True))
            for mode, row in zip(posterior.mode, posterior.root, strict=True)
        )
        nodes.append(((a, b, c), math.prod(share for _, share in three)))
    return nodes


def _sd(known: Prior) -> float:
    """How unsure it is what share of the course was known before: that of a Beta, widened."""
    return _WIDER * math.sqrt(known.known * (1 - known.known) / (known.sure + 1))


def _range(parts: Sequence[_Part], shares: Sequence[float], luck: float = 0.0) -> Range:
    """The score of some areas together; `luck` is the variance of a single exam about it."""
    weight = sum(part.weight for part in parts) or 1.0
    at = [sum(column) / weight for column in zip(*(part.at for part in parts), strict=True)]
    mean = sum(share * score for share, score in zip(shares, at, strict=True))
    variance = luck + sum(
        share * (score - mean) ** 2 for share, score in zip(shares, at, strict=True)
    )
    # What was never asked is known or not in all areas alike; single concepts are on their own.
    variance += (sum(part.new for part in parts) / weight) ** 2
    variance += sum(part.scatter for part in parts) / weight**2
    reach = _EIGHTY * math.sqrt(variance)
    return Range(100 * max(0.0, mean - reach), 100 * mean, 100 * min(1.0, mean + reach))
