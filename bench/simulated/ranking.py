"""The product's ranking (quiz/planning/ranking.py) for many learners at once.

The same arithmetic on arrays (learners, concepts), because the product's own takes milliseconds for
one learner and one day, and a table needs a hundred thousand of these. `bench.simulated.twins`
holds it against the product's in every run.
"""

from __future__ import annotations

import numpy as np

from bench.simulated import forgetting
from bench.simulated.belief import Belief, good
from bench.simulated.course import Course
from bench.simulated.forgetting import AGAIN, Numbers
from quiz.planning import ranking
from quiz.planning.ranking import Horizon

_STALE, _LATER, _FIRST = ranking._STALE, ranking._LATER, ranking._FIRST


def ranked(course: Course, belief: Belief, horizon: Horizon, ahead: bool = True) -> Numbers:
    """The score of each concept; the highest is asked first.

    Args:
        course: as the planner sees it, which need not be as it is.
        belief: what is believed of the learners.
        horizon: how much time there is; the same for all of them.
        ahead: whether later looks are thought of.
    """
    now = belief.recall(horizon.day)
    gain, most = gains(course, belief, now, horizon)
    cost = course.minutes + course.reread * (1 - course.chances) * (1 - now)
    second = _second(belief, cost, horizon)
    ahead = ahead and horizon.exam - horizon.day >= 2
    doubt = np.minimum(1 - second, ranking._DOUBT) if ahead else 0.0
    worth = course.weights * (1 - course.chances) * (gain + doubt * (most - gain))
    scores = _lent(course.before, belief.seen, worth, cost)
    if ahead:
        scores = _spaced(scores, belief, now, cost, second, horizon)
    places = np.arange(course.concepts)
    scores = scores - 1e-13 * places
    return np.where(_batch(scores, cost, horizon.today), _FIRST - places, scores)


def gains(
    course: Course, belief: Belief, now: Numbers, horizon: Horizon
) -> tuple[Numbers, Numbers]:
    """What a look today adds to the recall on exam day; and if misses taught as much as hits."""
    w, left = belief.w, horizon.exam - horizon.day
    days = horizon.day - belief.last
    ends = []
    for rating in (good(course.chances), np.full(now.shape, AGAIN)):
        fresh = forgetting.first(w, rating)[0]
        later = forgetting.following(w, belief.stability, belief.difficulty, days, rating)[0]
        ends.append(forgetting.recall(w, np.where(belief.seen, later, fresh), left))
    right, wrong = ends
    then = belief.recall(horizon.exam)
    gain = now * right + (1 - now) * wrong - then
    return gain, np.where(belief.seen, right - then, gain)


def _second(belief: Belief, cost: Numbers, horizon: Horizon) -> Numbers:
    looks = belief.looks.sum(1, keepdims=True)
    time = (horizon.today + horizon.later) / cost.sum(1, keepdims=True)
    return np.clip(looks / cost.shape[1] + time - 1, 0, 1)


def _lent(before: np.ndarray, seen: np.ndarray, worth: Numbers, cost: Numbers) -> Numbers:
    rates, minutes, rows = worth / cost, cost.copy(), np.arange(len(worth))
    opens: list[list[int]] = [[] for _ in before]
    for place in range(len(before) - 1, -1, -1):
        behind = np.array(opens[place], int)
        order = np.argsort(-np.where(seen[:, behind], -np.inf, rates[:, behind]), 1, kind="stable")
        for follower in behind[order].T:
            rate, longer = rates[rows, follower], minutes[rows, follower]
            better = ~seen[:, place] & ~seen[rows, follower] & (rate > rates[:, place])
            joint = rates[:, place] * minutes[:, place] + rate * longer
            minutes[:, place] += np.where(better, longer, 0)
            rates[:, place] = np.where(better, joint / minutes[:, place], rates[:, place])
        for needed in before[place]:
            if needed >= 0:
                opens[needed].append(place)
    for place, required in enumerate(before):
        for needed in required[required >= 0]:
            closed = ~seen[:, place] & ~seen[:, needed]
            lower = np.minimum(rates[:, place], rates[:, needed])
            rates[:, place] = np.where(closed, lower, rates[:, place])
    return rates


def _spaced(
    scores: Numbers,
    belief: Belief,
    now: Numbers,
    cost: Numbers,
    second: Numbers,
    horizon: Horizon,
) -> Numbers:
    again = horizon.later / cost.sum(1, keepdims=True)
    wait = np.minimum(horizon.span / (1 + again), ranking._LONGEST)
    ages = np.where(belief.seen, np.maximum(0, horizon.day - belief.last), 0)
    early = belief.seen & (ages < np.maximum(1.0, wait * now))
    stale = _STALE * second**3 * np.minimum(1, 2 * again)
    ripe = belief.seen & ~early
    aged = np.where(ages + stale > 0, scores * ages / np.maximum(ages + stale, 1e-300), scores)
    by_worth = np.sort(np.where(ripe, scores, -np.inf), 1)[:, ::-1]
    standing = _standing(np.where(ripe, aged, -np.inf))
    scores = np.where(ripe, np.take_along_axis(by_worth, standing, 1), scores)
    return scores - _LATER * early


def _batch(scores: Numbers, cost: Numbers, minutes: float) -> np.ndarray:
    order = np.argsort(-scores, 1, kind="stable")
    used = np.take_along_axis(cost, order, 1)
    batch = np.zeros(scores.shape, bool)
    np.put_along_axis(batch, order, np.cumsum(used, 1) - used < minutes, 1)
    return batch & (scores >= -_LATER / 2)


def _standing(scores: Numbers) -> np.ndarray:
    """The place of each in the order from the highest to the lowest."""
    return np.argsort(np.argsort(-scores, 1, kind="stable"), 1)
