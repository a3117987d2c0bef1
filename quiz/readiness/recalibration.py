"""What a learner's own repeat looks say about the chances that the memory believes in. Pure.

The memory comes from other people's forgetting. How far it is off shows in the looks that had a
prediction: a logistic regression of what came on the believed recall R and the days t since,

    P(hit) = g + (1 - g) sigmoid(a + b logit(R) + c ln((1 + t) / 4)),

with normal priors at "as believed" (a = 0, b = 1, c = 0). Interval and forecast rest on the
posterior of a, b and c: without it, 80 % intervals hold the score of a learner who forgets unlike
others about a third of the time (measured by `make bench-planner`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.memory.memory import Look

Vector = tuple[float, float, float]

_PRIOR: Vector = (0.0, 1.0, 0.0)
_PRIOR_SD: Vector = (1.0, 0.4, 0.3)

_SURE = 0.01  # no recall is believed surer, as its logit would be
_LIKELY = 1e-3  # no hit or miss is taken as surer

_STEPS, _CLOSE = 20, 1e-3
_GROWN = 1.2
_LONGEST = 2.0  # of a step; Fisher scoring may jump too far where nearly all are hits


class Recalibration(NamedTuple):
    """The posterior of a, b and c, as a normal distribution.

    Attributes:
        mode: a, b, c.
        root: lower triangle L of the covariance L L'.
        looks: how many looks it was made of.
    """

    mode: Vector
    root: tuple[Vector, Vector, Vector]
    looks: int

    def known(self, recall: float, days: int) -> float:
        """The chance that a concept is known, guessing apart."""
        return sigmoid(dot(self.mode, features(recall, days)))

    def hit(self, look: Look) -> float:
        """The chance that a repeat look is a hit."""
        assert look.recall is not None
        return look.chance + (1 - look.chance) * self.known(look.recall, look.days)


@dataclass
class _Sums:
    """Gradient and information of the logarithm of the posterior."""

    gradient: list[float]
    information: list[list[float]]


class _Row(NamedTuple):
    x: Vector
    chance: float
    passed: bool


def recalibrated(looks: Iterable[Look]) -> Recalibration:
    """The posterior after those of the looks that had a prediction."""
    growing = Growing()
    growing.add(looks)
    return growing.posterior()


class Growing:
    """Posteriors of looks that grow in number.

    A posterior is made anew once there are a fifth more looks than the last one was made of, and
    from that one on: so that going through a log takes a few times as long as its end does.
    """

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._made: Recalibration | None = None

    def add(self, looks: Iterable[Look]) -> None:
        """Add looks; those without a prediction say nothing."""
        self._rows += [
            _Row(features(look.recall, look.days), look.chance, look.passed)
            for look in looks
            if look.recall is not None
        ]

    def posterior(self) -> Recalibration:
        """The posterior, of all looks or of nearly all."""
        if self._made is None or len(self._rows) > _GROWN * self._made.looks:
            self._made = _posterior(self._rows, self._made.mode if self._made else _PRIOR)
        return self._made


def _posterior(rows: Sequence[_Row], mode: Vector) -> Recalibration:
    """The posterior by Fisher scoring from some mode on."""
    for _ in range(_STEPS):
        sums = _sums(rows, mode)
        a, b, c = _solved(_root(sums.information), sums.gradient)
        length = math.hypot(a, b, c)
        shorter = min(1.0, _LONGEST / length) if length else 0.0
        mode = mode[0] + shorter * a, mode[1] + shorter * b, mode[2] + shorter * c
        if length < _CLOSE:
            break
    return Recalibration(mode, _inverse_root(_root(sums.information)), len(rows))


def features(recall: float, days: int) -> Vector:
    """What the regression is on: 1, logit of the believed recall, logarithm of the age."""
    believed = min(max(recall, _SURE), 1 - _SURE)
    return 1.0, math.log(believed / (1 - believed)), math.log((1 + days) / 4)


def dot(a: Vector, b: Vector) -> float:
    """Inner product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def sigmoid(z: float) -> float:
    """The logistic function, without overflow."""
    return 0.5 * (1 + math.tanh(z / 2))


def _sums(rows: Sequence[_Row], mode: Sequence[float]) -> _Sums:
    a, b, c = mode
    ga, gb, gc = ((m - at) / sd**2 for m, at, sd in zip(_PRIOR, mode, _PRIOR_SD, strict=True))
    aa, bb, cc = (1 / sd**2 for sd in _PRIOR_SD)
    ab = ac = bc = 0.0
    for (_, y, z), chance, passed in rows:
        q = sigmoid(a + b * y + c * z)
        p = min(max(chance + (1 - chance) * q, _LIKELY), 1 - _LIKELY)
        slope = (1 - chance) * q * (1 - q)
        pull = slope * (passed - p) / (p * (1 - p))
        weight = slope * slope / (p * (1 - p))
        ga, gb, gc = ga + pull, gb + pull * y, gc + pull * z
        aa, ab, ac = aa + weight, ab + weight * y, ac + weight * z
        bb, bc, cc = bb + weight * y * y, bc + weight * y * z, cc + weight * z * z
    return _Sums([ga, gb, gc], [[aa, ab, ac], [ab, bb, bc], [ac, bc, cc]])


# --- Three by three ------------------------------------------------------------------------------


def _root(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Cholesky: the lower triangle whose product with its transpose is the matrix."""
    size = len(matrix)
    root = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(root[i][k] * root[j][k] for k in range(j))
            root[i][j] = math.sqrt(rest) if i == j else rest / root[j][j]
    return root


def _solved(root: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The x of L L' x = right."""
    size = len(right)
    forward: list[float] = []
    for i in range(size):
        known = sum(root[i][k] * forward[k] for k in range(i))
        forward.append((right[i] - known) / root[i][i])
    x = [0.0] * size
    for i in reversed(range(size)):
        known = sum(root[k][i] * x[k] for k in range(i + 1, size))
        x[i] = (forward[i] - known) / root[i][i]
    return x


def _inverse_root(root: Sequence[Sequence[float]]) -> tuple[Vector, Vector, Vector]:
    """The root of the inverse of L L'."""
    unit = [[1.0 if i == j else 0.0 for i in range(3)] for j in range(3)]
    a, b, c = _root([_solved(root, column) for column in unit])
    return (a[0], a[1], a[2]), (b[0], b[1], b[2]), (c[0], c[1], c[2])
