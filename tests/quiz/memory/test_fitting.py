"""First parameters fitted to simulated learners, and left alone where that does not help."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quiz.memory.fitting import fitted, milestone
from quiz.memory.forgetting import DEFAULT, Rating, first, following, recall
from tests.quiz.fake_kind import START, review


def with_factor(factor):
    return (*(w * factor for w in DEFAULT[:4]), *DEFAULT[4:])


def log(truth, seed, concepts=120, start=0, chance=0.25):
    """Looks at random gaps of somebody who forgets after `truth`; hits may be lucky."""
    rng = random.Random(seed)
    reviews = []
    for concept in range(start, start + concepts):
        state = before = None
        day = start // 4 + rng.randrange(30)
        for _ in range(5):
            knew = rng.random() < (recall(truth, state[0], day - before) if state else 0.4)
            hit = knew or rng.random() < chance
            rating = Rating.GOOD if hit else Rating.AGAIN
            state = (
                following(truth, *state, day - before, rating) if state else first(truth, rating)
            )
            made = review(f"q{concept}", (f"c.{concept}",), float(hit), chance=chance)
            reviews.append(replace(made, at=START + timedelta(days=day)))
            before, day = day, day + rng.choice([1, 2, 3, 5, 8, 13])
    return sorted(reviews, key=lambda made: made.at)


def test_milestones_come_in_steps():
    assert [milestone(n) for n in (0, 99, 100, 149, 150, 224, 225, 336, 337)] == [
        *(0, 0, 100, 100, 150, 150, 225, 225, 337),
    ]
    assert all(milestone(n) <= n for n in range(3000))


@pytest.mark.parametrize("factor", [1 / 4, 4])
def test_who_forgets_faster_or_slower_is_recognised(factor):
    found = [fitted(log(with_factor(factor), seed), {})[2] / DEFAULT[2] for seed in range(8)]
    assert sum(0.4 < f / factor < 2.5 for f in found) >= 5
    assert all((f - 1) * (factor - 1) >= 0 for f in found)


def test_the_defaults_stay_for_those_they_fit():
    kept = [fitted(log(DEFAULT, seed), {}) == DEFAULT for seed in range(10)]
    assert sum(kept) >= 6


def test_parameters_stay_in_order_and_within_the_bounds():
    for factor in (1 / 16, 16):
        w = fitted(log(with_factor(factor), 1), {})
        assert w[0] <= w[1] <= w[2] <= w[3] and w[4:] == DEFAULT[4:]
        bounds = zip(LOWER_BOUNDS_PARAMETERS, w, UPPER_BOUNDS_PARAMETERS, strict=True)
        assert all(least <= value <= most for least, value, most in bounds)


def test_a_fit_that_the_rest_of_the_log_contradicts_is_not_used():
    fast, slow = with_factor(1 / 8), with_factor(8)
    early, late = log(fast, 3, 120), log(slow, 4, 120, start=400)
    assert fitted(early, {}) != DEFAULT
    assert fitted(early + late, {}) == DEFAULT


def test_what_does_not_count_is_not_fitted_to():
    reviews = log(with_factor(1 / 8), 0)
    assert fitted(reviews, {}) != DEFAULT
    assert fitted([replace(made, doubted=True) for made in reviews], {}) == DEFAULT
    assert fitted(reviews, {f"q{i}": 2 for i in range(120)}) == DEFAULT
    assert fitted([], {}) == DEFAULT
