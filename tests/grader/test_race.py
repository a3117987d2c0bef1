"""Votes decide a race, not single timings; arguments and exponents are read as documented."""

import numpy as np
import pytest

from grader.answer import Returned
from grader.race import LEAD, MOST_PAIRS, Growth, Poll, Track, exponent, run_race, split_arguments


def run(limit, pairs):
    poll = Poll(limit)
    for learner, reference in pairs:
        if not poll.open:
            break
        poll.vote(learner, reference)
    return poll


@pytest.mark.parametrize(("factor", "slow"), [(1, False), (2, False), (3, True), (10, True)])
def test_clear_factors_are_decided_by_the_lead(factor, slow):
    poll = run(2.4, [(factor * 5e-3, 5e-3)] * MOST_PAIRS)
    assert poll.slow is slow
    assert len(poll.ratios) == LEAD


@pytest.mark.parametrize(("factor", "slow"), [(1.5, False), (2, False), (3, True)])
def test_noise_of_ten_percent_changes_no_verdict(factor, slow):
    rng = np.random.default_rng(0)
    for _ in range(2_000):
        noise = np.exp(rng.normal(0, 0.07, size=(MOST_PAIRS, 2)))
        poll = run(2.4, [(factor * 5e-3 * a, 5e-3 * b) for a, b in noise])
        assert poll.slow is slow


def test_an_undecided_race_passes():
    pairs = [(10e-3, 5e-3), (15e-3, 5e-3)] * MOST_PAIRS
    poll = run(2.4, pairs)
    assert len(poll.ratios) == MOST_PAIRS
    assert not poll.slow


def test_a_price_above_the_time_is_no_negative_ratio():
    poll = run(2.4, [(-1e-3, -2e-3)])
    assert poll.result().ratio == 1.0


class Worker:
    """A performer whose calls cost a fixed time on a clock of its own, the transport included."""

    last = None
    processor = 1

    def __init__(self, call_s):
        self._call_s, self._clock = call_s, 0.0
        self.settled = []

    def load(self):
        pass

    def settle(self, processor):
        self.settled.append(processor)

    def cpu(self):
        return self._clock

    def allow(self, cpu_s):
        pass

    def ask(self, message, name=None):
        self._clock += self._call_s
        return Returned(0.0)


class Prices:
    """A pristine worker whose first calls touch new memory."""

    def __init__(self, *prices):
        self._prices = iter(prices)
        self.settled = []

    def settle(self, processor):
        self.settled.append(processor)

    def price(self, args, reply_bytes):
        return next(self._prices)


def test_a_price_measured_too_high_does_not_make_twice_three_times():
    transport = 2.4e-3
    prices = Prices(4.6e-3, 4.3e-3, 4.2e-3, 3.0e-3, transport)
    track = Track(Worker(transport + 8e-3), Worker(transport + 4e-3), prices)
    rng = np.random.default_rng(0)
    race = run_race(track, "f", lambda rng: (1.0,), lambda *values: None, rng, 2.4)
    assert race.ratio == pytest.approx(2)


def test_all_who_are_compared_compute_on_one_processor():
    track = Track(Worker(1e-3), Worker(1e-3), Prices(*[0.0] * 99))
    run_race(track, "f", lambda rng: (1.0,), lambda *values: None, np.random.default_rng(0), 2.4)
    same = {tuple(each.settled) for each in (track.learner, track.reference, track.pricing)}
    assert same == {(1,)}


def test_arguments_as_an_author_draws_them():
    assert split_arguments((1, 2)) == ([1, 2], {})
    assert split_arguments(((1, 2), {"causal": True})) == ([1, 2], {"causal": True})
    assert split_arguments(({"a": 1}, {"b": 2})) == ([{"a": 1}, {"b": 2}], {})
    assert split_arguments("x") == (["x"], {})


@pytest.mark.parametrize(("power", "name"), [(1, "linear"), (2, "quadratic")])
def test_the_exponent_is_the_slope(power, name):
    sizes = [100, 200, 400, 800, 1600]
    assert exponent(sizes, [1e-5 * n**power for n in sizes]) == pytest.approx(power)


@pytest.mark.parametrize(
    ("learner", "reference", "too_fast"),
    [(1.0, 1.0, False), (1.45, 1.1, True), (2.0, 1.0, True), (1.6, 1.5, False), (1.3, 1.0, False)],
)
def test_growth_counts_only_beyond_the_references(learner, reference, too_fast):
    assert Growth(learner, reference).exceeds(1.4) is too_fast
