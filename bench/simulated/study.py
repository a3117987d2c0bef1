"""One run: some learners study some days for an exam, by one policy.

One look at a concept a day. Luck is drawn for (learner, concept, how-many-th look), so that all
policies meet the same learners and the same luck, and their difference is about the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.simulated.belief import MOST_LOOKS, Belief
from bench.simulated.course import Course, made
from bench.simulated.fitting import Fits
from bench.simulated.forgetting import Numbers
from bench.simulated.learners import MODELS, Learner
from bench.simulated.policies import POLICIES, Policy, View
from bench.simulated.shipped import shipped
from quiz.planning.ranking import Horizon

#: Minutes of a look vary by this (standard deviation of the logarithm), around their mean.
_HURRY = 0.3


@dataclass(frozen=True)
class Setting:
    """Who studies what for how long.

    Attributes:
        model: of forgetting (bench/simulated/learners.py).
        concepts, days, minutes: how much there is to study, and the time for it.
        realistic: whether weights and times differ (bench/simulated/course.py).
        learners: how many.
        seed: of the course, the learners and their luck.
        missed: days on which nobody studies, which the planner does not know of before.
        shipped: whether it is the course as it is (bench/simulated/shipped.py).
    """

    model: str
    concepts: int
    days: int
    minutes: float
    realistic: bool
    learners: int
    seed: int
    missed: frozenset[int] = frozenset()
    shipped: bool = False


@dataclass
class Run:
    """A run at its beginning, and later at its end.

    Attributes:
        course, learner, belief: what is studied, by whom, and what is believed of them.
        fits: parameters of forgetting that come with the reviews.
    """

    setting: Setting
    course: Course
    learner: Learner
    belief: Belief
    fits: Fits

    def scores(self) -> Numbers:
        """The expected score of the exam of each learner, 0 to 100."""
        recall = self.learner.all(self.setting.days)
        marks = self.course.chances + (1 - self.course.chances) * recall
        return (self.course.weights * marks).sum(1) * 100


def begun(setting: Setting) -> Run:
    """Before the first day."""
    s = setting
    rng = _rng(s, 0)
    course = (
        shipped(s.learners, rng) if s.shipped else made(s.concepts, s.learners, s.realistic, rng)
    )
    belief = Belief(course)
    return Run(s, course, MODELS[s.model](course, _rng(s, 1)), belief, Fits(belief))


def studied(setting: Setting, policy: str) -> Run:
    """After the last day."""
    run = begun(setting)
    for _ in evenings(run, policy):
        pass
    return run


def evenings(run: Run, name: str) -> Iterator[int]:
    """Study day after day by the policy of that name, and stop after each; gives the day."""
    setting, policy = run.setting, POLICIES[name]
    luck = Luck(setting)
    random = _rng(setting, 2)
    owed = np.zeros(setting.learners)  # the last question of a day takes its time all the same
    for day in range(setting.days):
        if day in setting.missed:
            continue
        if policy.fits:
            run.fits.morning()
        horizon = Horizon.daily(day, setting.days, setting.minutes)
        scores = policy.rule(View(run.course, run.belief, horizon, random))
        owed = _day(run, day, policy, scores.copy(), setting.minutes - owed, luck)
        yield day


class Luck:
    """What chance decides, by learner, concept and look."""

    def __init__(self, setting: Setting) -> None:
        shape = (setting.learners, setting.concepts, MOST_LOOKS)
        self.recalls, self.guesses = _rng(setting, 3).random((2, *shape), np.float32)
        self.pace = np.exp(
            _HURRY * _rng(setting, 4).standard_normal(shape, np.float32) - _HURRY**2 / 2
        )


def _day(
    run: Run, day: int, policy: Policy, scores: Numbers, minutes: Numbers, luck: Luck
) -> Numbers:
    """Ask until the minutes of each learner are used up; how many more were used."""
    left = minutes.copy()
    while len(s := np.flatnonzero(left > 0)):
        now = np.where(_open(run, s), scores[s], -np.inf) if policy.waits else scores[s]
        i = now.argmax(1)
        anything = np.isfinite(now[np.arange(len(s)), i])
        left[s[~anything]] = 0
        s, i = s[anything], i[anything]
        used, passed = _ask(run, s, i, day, luck)
        if policy.fits:
            run.fits.add(day, s, i, passed)
        left[s] -= used
        scores[s, i] = -np.inf
    return np.maximum(0, -left)


def _open(run: Run, s: np.ndarray) -> np.ndarray:
    """Which concepts may be asked: prerequisites come first."""
    seen, before = run.belief.seen[s], run.course.before
    ready = [seen[:, np.maximum(needed, 0)] | (needed < 0) for needed in before.T]
    return seen | np.logical_and.reduce(ready)


def _ask(run: Run, s: np.ndarray, i: np.ndarray, day: int, luck: Luck) -> tuple[Numbers, Numbers]:
    """Ask learners `s` about concepts `i`: the minutes that takes, and who passes."""
    course, belief = run.course, run.belief
    look = belief.looks[s, i]
    knew = luck.recalls[s, i, look] < run.learner.recall(s, i, day)
    passed = knew | (luck.guesses[s, i, look] < course.chances[s, i])
    run.learner.study(s, i, day, knew)
    belief.look(s, i, day, passed)
    minutes = course.minutes[s, i] * luck.pace[s, i, look] + np.where(passed, 0, course.reread)
    return minutes, passed


def _rng(setting: Setting, stream: int) -> np.random.Generator:
    s = setting
    return np.random.default_rng([s.seed, stream, s.concepts, s.days, s.realistic])
