"""FSRS-6 for many learners at once: the formulas of quiz/memory/forgetting.py on arrays.

Parameters stand on the last axis, so that each learner may have their own. `bench.simulated.twins`
holds these against the product's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quiz.memory import forgetting

Numbers = NDArray[np.float64]

DEFAULT: Numbers = np.array(forgetting.DEFAULT)
AGAIN, HARD, GOOD = (int(rating) for rating in forgetting.Rating)

_SHORTEST = 0.001


def recall(w: Numbers, stability: Numbers, days: Numbers) -> Numbers:
    """The chance that a concept is still known, `days` after the last look."""
    decay = -w[..., 20]
    return (1 + (0.9 ** (1 / decay) - 1) * np.maximum(days, 0) / stability) ** decay


def first(w: Numbers, rating: Numbers) -> tuple[Numbers, Numbers]:
    """Stability and difficulty after the first look."""
    stability = np.where(rating == AGAIN, w[..., 0], np.where(rating == HARD, w[..., 1], w[..., 2]))
    difficulty = np.clip(w[..., 4] - np.exp(w[..., 5] * (rating - 1)) + 1, 1, 10)
    return np.maximum(stability, _SHORTEST), difficulty


def following(
    w: Numbers, stability: Numbers, difficulty: Numbers, days: Numbers, rating: Numbers
) -> tuple[Numbers, Numbers]:
    """Stability and difficulty after a look `days` whole days after the last one."""
    chance = recall(w, stability, days)
    growth = np.exp(w[..., 8]) * (11 - difficulty) * stability ** -w[..., 9]
    growth = growth * (np.exp((1 - chance) * w[..., 10]) - 1)
    recalled = stability * (1 + growth * np.where(rating == HARD, w[..., 15], 1.0))
    left = w[..., 11] * difficulty ** -w[..., 12] * ((stability + 1) ** w[..., 13] - 1)
    left = left * np.exp((1 - chance) * w[..., 14])
    forgotten = np.minimum(left, stability / np.exp(w[..., 17] * w[..., 18]))
    step = np.exp(w[..., 17] * (rating - 3 + w[..., 18])) * stability ** -w[..., 19]
    same_day = stability * np.where(rating == AGAIN, step, np.maximum(step, 1.0))
    changed = np.where(days < 1, same_day, np.where(rating == AGAIN, forgotten, recalled))
    easy = w[..., 4] - np.exp(w[..., 5] * 3) + 1
    harder = difficulty + (10 - difficulty) * -w[..., 6] * (rating - 3) / 9
    drawn = w[..., 7] * easy + (1 - w[..., 7]) * harder
    return np.maximum(changed, _SHORTEST), np.clip(drawn, 1, 10)
