"""Whether the arithmetic on arrays is the product's: compared on states of runs, one by one."""

from __future__ import annotations

import numpy as np

from bench.simulated.belief import good
from bench.simulated.policies import OURS
from bench.simulated.ranking import ranked
from bench.simulated.study import Run, Setting, begun, evenings
from quiz.memory import forgetting
from quiz.memory.forgetting import Rating
from quiz.planning import ranking
from quiz.planning.ranking import Horizon


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
            for ahead, found in scores.items():
                _same_ranking(run, learner, horizon, ahead, found[learner])
                compared += 1
    for learner in range(setting.learners):
        _same_memory(run, learner)
    return compared


def _same_ranking(
    run: Run, learner: int, horizon: Horizon, ahead: bool, scores: np.ndarray
) -> None:
    memory = run.belief.memory(learner)
    known = ranking.prior(memory.looks)
    ours = run.belief.known[learner, 0], run.belief.sure[learner, 0]
    if not np.allclose(ours, (known.known, known.sure)):
        raise TwinError(f"{run.setting}, learner {learner}: prior {ours} here, {known} there")
    product = ranking.ranked(
        run.course.material(learner), memory.traces, memory.parameters, known, horizon, ahead
    )
    expected = np.array(product.scores)
    if not np.allclose(scores, expected, rtol=1e-9, atol=1e-12):
        place = int(np.abs(scores - expected).argmax())
        raise TwinError(
            f"{run.setting}, day {horizon.day}, learner {learner}, concept {place}: "
            f"{scores[place]} here, {expected[place]} in quiz/planning/ranking.py"
        )


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
