"""Whether the arithmetic on arrays is the product's: compared on states of runs, one by one."""

from __future__ import annotations

import numpy as np

from bench.simulated.belief import good
from bench.simulated.policies import OURS
from bench.simulated.ranking import ranked
from bench.simulated.study import Run, Setting, begun, evenings
from quiz.memory import forgetting
from quiz.memory.forgetting import Rating
from quiz.memory.memory import Look
from quiz.planning import ranking
from quiz.planning.ranking import Horizon, Prior


class TwinError(Exception):
    """The bench and the product differ, so nothing it says would be about the product."""


def compare(setting: Setting, every: int = 3) -> int:
    """Hold memory, prior and ranking against the product's on every few days of a run.

    Returns:
        How many rankings were compared.

    Raises:
        TwinError: they differ.
    """
    run = begun(setting)
    compared = 0
    for day in evenings(run, OURS):
        if day % every or day + 1 >= setting.days:
            continue
        horizon = Horizon.daily(day + 1, setting.days, setting.minutes)
        scores = {ahead: ranked(run.course, run.belief, horizon, ahead) for ahead in (True, False)}
        for learner in range(setting.learners):
            known = _prior(run, learner)
            for ahead, found in scores.items():
                _same_ranking(run, learner, known, horizon, ahead, found[learner])
                compared += 1
    for learner in range(setting.learners):
        _same_memory(run, learner)
    return compared


def _same_ranking(
    run: Run, learner: int, known: Prior, horizon: Horizon, ahead: bool, scores: np.ndarray
) -> None:
    traces = run.belief.traces(learner)
    w = tuple(run.belief.w[learner, 0].tolist())
    product = ranking.ranked(run.course.material(learner), traces, w, known, horizon, ahead)
    expected = np.array(product.scores)
    if not np.allclose(scores, expected, rtol=1e-9, atol=1e-12):
        place = int(np.abs(scores - expected).argmax())
        raise TwinError(
            f"{run.setting}, day {horizon.day}, learner {learner}, concept {place}: "
            f"{scores[place]} here, {expected[place]} in quiz/planning/ranking.py"
        )


def _prior(run: Run, learner: int) -> Prior:
    """The product's, from the looks of the run; the bench's has to be the same."""
    looks = [
        Look("", asked.day, None, 0, float(run.course.chances[learner, place]), bool(passed))
        for asked in run.log
        for s, place, first, passed in zip(
            asked.learner, asked.place, asked.first, asked.passed, strict=True
        )
        if s == learner and first
    ]
    known = ranking.prior(looks)
    ours = Prior(float(run.belief.known[learner, 0]), float(run.belief.sure[learner, 0]))
    if not np.allclose([known.known, known.sure], [ours.known, ours.sure]):
        raise TwinError(f"{run.setting}, learner {learner}: prior {ours} here, {known} there")
    return known


def _same_memory(run: Run, learner: int) -> None:
    """The states of a learner's concepts follow from their looks by the product's formulas."""
    belief, w = run.belief, tuple(run.belief.w[learner, 0].tolist())
    for place in np.flatnonzero(belief.seen[learner]):
        hit = Rating(int(good(run.course.chances[learner, place])))
        state, before = None, 0
        for day, passed in belief.history(learner, int(place)):
            rating = hit if passed else Rating.AGAIN
            if state is None:
                state = forgetting.first(w, rating)
            else:
                state = forgetting.following(w, *state, day - before, rating)
            before = day
        ours = belief.stability[learner, place], belief.difficulty[learner, place]
        if state is None or not np.allclose(state, ours, rtol=1e-9):
            raise TwinError(f"{run.setting}, learner {learner}, concept {place}: {ours}, {state}")
