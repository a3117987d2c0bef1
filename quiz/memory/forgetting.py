"""How recall fades and what a look at a concept does to it: FSRS-6 in plain numbers. Pure.

A plan asks thousands of times what one more look would be worth; these are the formulas for that.
The states themselves are kept by the package `fsrs` (quiz/memory/states.py), which tests hold these
against. Source of the formulas and of the parameters w_0 ... w_20: open-spaced-repetition, "The
Algorithm" (FSRS-6), as in fsrs 6.3.
"""

from __future__ import annotations

import math
from enum import IntEnum

#: w_0 ... w_20.
Parameters = tuple[float, ...]

#: Those of FSRS-6, fitted to the reviews of ten thousand people.
DEFAULT: Parameters = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)

#: A hit on what can be guessed so often says little: at most "hard".
GUESSABLE = 0.5

_SHORTEST = 0.001  # days; no stability is below


class Rating(IntEnum):
    """What an answer says, in the numbers of FSRS; "easy" is for those who rate themselves."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


def recall(w: Parameters, stability: float, days: float) -> float:
    """The chance that a concept is still known.

    Args:
        w: parameters.
        stability: days until the chance has fallen to 0.9.
        days: since the last look; less than none counts as none.
    """
    decay = -w[20]
    return float((1 + (0.9 ** (1 / decay) - 1) * max(days, 0) / stability) ** decay)


def first(w: Parameters, rating: Rating) -> tuple[float, float]:
    """Stability (days) and difficulty (1 to 10) after the first look."""
    return max(w[rating - 1], _SHORTEST), _clamped(_first_difficulty(w, rating))


def following(
    w: Parameters, stability: float, difficulty: float, days: int, rating: Rating
) -> tuple[float, float]:
    """Stability and difficulty after another look, `days` whole days after the last one."""
    if days < 1:
        changed = _same_day(w, stability, rating)
    elif rating is Rating.AGAIN:
        changed = _forgotten(w, stability, difficulty, recall(w, stability, days))
    else:
        changed = _recalled(w, stability, difficulty, recall(w, stability, days), rating)
    step = (10 - difficulty) * -w[6] * (rating - 3) / 9
    # Difficulty is drawn towards that of a first look rated "easy" (4).
    drawn = w[7] * _first_difficulty(w, 4) + (1 - w[7]) * (difficulty + step)
    return max(changed, _SHORTEST), _clamped(drawn)


def _same_day(w: Parameters, stability: float, rating: Rating) -> float:
    growth: float = math.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    return stability * (growth if rating is Rating.AGAIN else max(growth, 1.0))


def _recalled(
    w: Parameters, stability: float, difficulty: float, chance: float, rating: Rating
) -> float:
    growth: float = math.exp(w[8]) * (11 - difficulty) * stability ** -w[9]
    growth *= math.exp((1 - chance) * w[10]) - 1
    return stability * (1 + growth * (w[15] if rating is Rating.HARD else 1.0))


def _forgotten(w: Parameters, stability: float, difficulty: float, chance: float) -> float:
    left: float = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
    left *= math.exp((1 - chance) * w[14])
    return min(left, stability / math.exp(w[17] * w[18]))


def _first_difficulty(w: Parameters, rating: int) -> float:
    return w[4] - math.exp(w[5] * (rating - 1)) + 1


def _clamped(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
