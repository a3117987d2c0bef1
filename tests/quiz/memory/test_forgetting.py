"""The formulas of forgetting against the package fsrs."""

import random

import pytest

from quiz.memory.forgetting import DEFAULT, Rating, first, following, recall
from quiz.memory.states import stepper


def test_the_formulas_are_those_of_the_package():
    rng, step = random.Random(0), stepper(DEFAULT)
    for _ in range(300):
        state = ours = None
        for look in range(10):
            days = rng.choice([0, 1, 2, 5, 13, 40]) if look else 0
            rating = rng.choice(list(Rating))
            state = step(state, days, rating)
            ours = following(DEFAULT, *ours, days, rating) if ours else first(DEFAULT, rating)
            assert ours == pytest.approx(state, rel=1e-9)


def test_stability_is_when_nine_of_ten_are_left():
    assert recall(DEFAULT, 12.5, 12.5) == pytest.approx(0.9)
    assert recall(DEFAULT, 12.5, 0) == recall(DEFAULT, 12.5, -3) == 1
