"""The simulation that `make bench-planner` is made of: learners behave, and it is the product's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from bench import planner
from bench.simulated import ranking, twins
from bench.simulated.calibration import calibrated
from bench.simulated.learners import MODELS
from bench.simulated.policies import BASELINES, OURS, WITHOUT
from bench.simulated.shipped import concepts
from bench.simulated.study import Run, Setting, begun, evenings, studied
from bench.simulated.tables import difference

TINY = Setting("FSRS", 30, 6, 10, True, 4, 1)

models = pytest.mark.parametrize("model", MODELS)


def look(run: Run, place: int, day: int, knew: bool) -> None:
    s = np.arange(run.setting.learners)
    run.learner.study(s, np.full(len(s), place), day, np.full(len(s), knew))


@models
@pytest.mark.parametrize("realistic", [False, True])
def test_a_course_is_an_exam_whose_order_keeps_to_its_prerequisites(
    model: str, realistic: bool
) -> None:
    course = begun(replace(TINY, model=model, realistic=realistic)).course
    assert np.allclose(course.weights.sum(1), 1)
    assert (course.before < np.arange(course.concepts)[:, None]).all()
    assert np.isclose((course.minutes + 0.4 * course.reread).mean(), 1)


@models
def test_recall_is_a_chance_and_fades(model: str) -> None:
    run = begun(replace(TINY, model=model))
    look(run, 3, 0, knew=True)
    recalls = [run.learner.all(day)[:, 3] for day in (1, 5, 20, 100)]
    assert all(((0 <= recall) & (recall <= 1)).all() for recall in recalls)
    assert all((later < sooner).all() for sooner, later in zip(recalls, recalls[1:], strict=False))


@models
def test_a_look_teaches_and_another_one_more(model: str) -> None:
    untouched, once, twice = (begun(replace(TINY, model=model)) for _ in range(3))
    for run in (once, twice):
        look(run, 3, 0, knew=False)
    look(twice, 3, 4, knew=True)
    after_one, after_two = once.learner.all(20)[:, 3], twice.learner.all(20)[:, 3]
    assert (after_two > after_one).all()
    others = np.arange(TINY.concepts) != 3
    assert np.array_equal(once.learner.all(20)[:, others], untouched.learner.all(20)[:, others])


@models
def test_studying_is_worth_points(model: str) -> None:
    setting = replace(TINY, model=model)
    assert (studied(setting, OURS).scores() > begun(setting).scores()).all()


def test_all_policies_meet_the_same_learners_and_keep_to_their_minutes() -> None:
    before = begun(TINY).scores()
    for name in (OURS, *BASELINES, *WITHOUT):
        run = begun(TINY)
        assert np.array_equal(run.scores(), before)
        for _ in evenings(run, name):
            assert (run.belief.looks <= 6).all()
        minutes = (run.belief.looks * run.course.minutes).sum(1)
        assert ((0.5 * 60 < minutes) & (minutes < 1.5 * 60)).all(), name


def test_the_same_setting_gives_the_same_scores() -> None:
    assert np.array_equal(studied(TINY, OURS).scores(), studied(TINY, OURS).scores())
    other = studied(replace(TINY, seed=2), OURS)
    assert not np.array_equal(other.scores(), studied(TINY, OURS).scores())


def test_nobody_studies_on_missed_days() -> None:
    run = begun(replace(TINY, missed=frozenset({0, 2})))
    assert list(evenings(run, OURS)) == [1, 3, 4, 5]


def test_ours_asks_nothing_before_what_it_requires() -> None:
    run = begun(replace(TINY, days=2))
    for _ in evenings(run, OURS):
        for place, needed in np.argwhere(run.course.before >= 0):
            before = run.course.before[place, needed]
            assert not (run.belief.seen[:, place] & ~run.belief.seen[:, before]).any()


@models
@pytest.mark.parametrize("realistic", [False, True])
def test_arrays_say_what_the_product_says(model: str, realistic: bool) -> None:
    assert twins.compare(replace(TINY, model=model, realistic=realistic), every=1) == 40


def test_a_difference_to_the_product_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_STALE", 4000.0)
    with pytest.raises(twins.TwinError, match="ranking"):
        twins.compare(replace(TINY, days=12), every=1)


def test_fitted_parameters_change_what_is_believed_of_the_past() -> None:
    run = studied(TINY, "fitted parameters")
    before = run.belief.memory(0)
    run.belief.believe(0, np.array(before.parameters) * [4, 4, 4, *[1] * 18])
    twins._same_memory(run, 0)
    after = run.belief.memory(0)
    assert after.traces != before.traces
    assert [look.passed for look in after.looks] == [look.passed for look in before.looks]


def test_readiness_waits_for_answers_and_then_is_measured() -> None:
    cells = calibrated(replace(TINY, days=15, minutes=20))
    assert [cell.after for cell in cells] == [5, 10, 15]
    assert cells[-1].said == 1
    assert 0 <= cells[-1].held[1] <= 1
    assert cells[-1].width[0] < cells[-1].width[1]


def test_a_difference_is_paired() -> None:
    ours, other = np.array([50.0, 60.0, 70.0]), np.array([51.0, 61.0, 71.1])
    assert difference(ours, other).behind
    assert not difference(other, ours).behind
    assert not difference(ours, ours).ahead


def test_what_does_not_show_again_with_others_was_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    missed = planner.MISSED["days 5 to 11"]
    setting = Setting("FSRS", 30, 21, 10, False, 4, 1, missed)
    met: list[int] = []

    def scores(setting: Setting, name: str) -> np.ndarray:
        met.append(setting.seed)
        ahead = {OURS: 0.0, "even": 1.0, "lowest": -1.0}[name]
        return ahead + np.arange(4.0)

    monkeypatch.setattr(planner, "_scores", scores)
    faults = [
        planner.Fault(setting, name, difference(np.zeros(4), np.ones(4)))
        for name in ("even", "lowest")
    ]
    with ThreadPoolExecutor(1) as pool:
        (stands,) = planner.again(pool, faults)
    assert "missing days 5 to 11" in stands and stands.endswith("! against even")
    assert met and setting.seed not in met


def test_arrays_say_what_the_product_says_of_the_course_as_it_is() -> None:
    course = replace(TINY, concepts=concepts(), learners=1, shipped=True)
    assert twins.compare(course, every=2) == 6
    assert np.isclose(begun(course).course.weights.sum(), 1)
