"""A predicted score: when there is one, what is in it, and how often its interval holds."""

import random

import pytest

from quiz.memory.memory import Look, Memory
from quiz.readiness.prediction import NEEDED, WIDEST, NotYet, Prediction, forecast, predict
from quiz.readiness.recalibration import recalibrated
from tests.quiz.fake_kind import question
from tests.quiz.readiness.learner import CHANCE, Learner


def looks(count, hits, recall=0.8, days=4, chance=0.0):
    """So many repeat looks, a share of them hits, all believed alike."""
    return tuple(
        Look(f"c.{i}", 700 + i, recall, days, chance, i * 37 % 100 < 100 * hits)
        for i in range(count)
    )


def test_without_looks_all_is_as_believed():
    posterior = recalibrated(())
    assert posterior.looks == 0 and posterior.mode == pytest.approx((0, 1, 0))
    assert posterior.known(0.8, 3) == pytest.approx(0.8)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.95])
def test_many_looks_say_what_comes(share):
    posterior = recalibrated(looks(800, share))
    assert posterior.known(0.8, 4) == pytest.approx(share, abs=0.03)


def test_a_hit_that_may_be_luck_says_less():
    sure, lucky = (recalibrated(looks(400, 0.7, chance=c)).known(0.8, 4) for c in (0.0, 0.5))
    assert sure == pytest.approx(0.7, abs=0.03) and lucky == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nothing_but_hits_or_misses_keeps_its_head(share):
    posterior = recalibrated(looks(2000, share, recall=0.999, days=400))
    assert all(abs(value) < 12 for value in posterior.mode)
    assert 0 < posterior.known(0.9, 1) < 1


def test_below_the_evidence_nothing_is_said():
    learner = Learner(0)
    memory = learner.memory()
    few = [look for look in memory.looks if look.recall is not None][: NEEDED - 1]
    said = predict(learner.subjects(), Memory(traces=memory.traces, looks=tuple(few)), learner.end)
    assert said == NotYet(NEEDED - 1)


def test_an_interval_that_says_nothing_is_not_said():
    learner = Learner(0)
    memory = Memory(traces={}, looks=learner.memory().looks[-60:])  # all forgotten but the answers
    said = predict(learner.subjects(), memory, learner.end)
    assert isinstance(said, NotYet) and said.looks >= NEEDED and said.width > WIDEST


def test_a_score_has_a_range_and_areas():
    learner = Learner(1)
    said = predict(learner.subjects(), learner.memory(), learner.end)
    assert isinstance(said, Prediction) and said.day == learner.end
    assert 0 <= said.score.low < said.score.mean < said.score.high <= 100
    assert said.score.width <= WIDEST
    assert list(said.areas) == ["area-0", "area-1", "area-2", "area-3"]
    assert said.areas["area-3"] is None or said.areas["area-3"].width > said.areas["area-0"].width


def test_a_later_exam_finds_less():
    learner = Learner(2)
    memory, what = learner.memory(), learner.subjects()
    now, later = (predict(what, memory, learner.end + days) for days in (0, 60))
    assert later.score.mean < now.score.mean - 3


def test_one_exam_varies_more_than_the_mean_of_many():
    learner = Learner(3)
    memory, what = learner.memory(), learner.subjects()
    mean, small, large = (predict(what, memory, learner.end, n).score for n in (None, 20, 200))
    assert mean.width < large.width < small.width
    assert mean.mean == small.mean == large.mean


def test_a_paper_of_what_is_known_is_forecast_higher():
    learner = Learner(4)
    memory = learner.memory()
    firm = sorted(memory.traces, key=lambda name: memory.recall(name, learner.end))

    def paper(names):
        return [(question(f"q-{name}", (name,)), 2.0) for name in names]

    weak, strong = (forecast(paper(n), memory, learner.end) for n in (firm[:20], firm[-20:]))
    assert strong.score.mean > weak.score.mean
    assert isinstance(forecast(paper(firm), Memory(), learner.end), NotYet)


def test_intervals_hold_about_as_often_as_they_say():
    held = exam_held = 0
    learners = 30
    for seed in range(100, 100 + learners):
        learner, rng = Learner(seed), random.Random(seed)
        memory, what, day = learner.memory(), learner.subjects(), learner.end + 3
        said, once = (predict(what, memory, day, n) for n in (None, 40))
        held += said.score.low <= learner.score(day) <= said.score.high
        asked = rng.choices(learner.names, k=40)
        hits = sum(
            rng.random() < CHANCE + (1 - CHANCE) * learner.recall(name, day) for name in asked
        )
        exam_held += once.score.low <= hits / 0.4 <= once.score.high
    assert held >= 0.65 * learners
    assert 0.65 * learners <= exam_held
