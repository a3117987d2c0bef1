"""Learners as they might be: three theories of forgetting, none of which the planner knows.

A learner knows some concepts before the first question, forgets, and learns from each look: from a
hit as well as from a miss, whose explanation is read. What rests on unknown ground sticks half as
well. Arrays have the shape (learners, concepts) unless said otherwise; a look is given as two lists
of places, whose k-th entries belong together.
"""

from __future__ import annotations

import numpy as np

from bench.simulated import forgetting
from bench.simulated.course import Course
from bench.simulated.forgetting import AGAIN, GOOD, Numbers

Places = np.ndarray


class Learner:
    """What all theories share: knowledge from before, and the ground it rests on."""

    def __init__(self, course: Course, rng: np.random.Generator) -> None:
        self.course = course
        self.shape = (course.learners, course.concepts)
        self.seen = np.zeros(self.shape, bool)
        self.last = np.zeros(self.shape)
        # About 0.3 of the concepts, more for some learners than for others.
        level = rng.normal(-1, 0.5, (course.learners, 1)) + rng.normal(0, 1, self.shape)
        self.known_before = _sigmoid(level)

    def recall(self, s: Places, i: Places, day: int) -> Numbers:
        """The chance that learners `s` know concepts `i`."""
        return np.where(self.seen[s, i], self._recall(s, i, day), self.known_before[s, i])

    def all(self, day: int) -> Numbers:
        """Every chance of recall."""
        s, i = np.indices(self.shape).reshape(2, -1)
        return self.recall(s, i, day).reshape(self.shape)

    def study(self, s: Places, i: Places, day: int, knew: np.ndarray) -> None:
        """Learners `s` look at concepts `i`, and `knew` them or not."""
        sticks = np.ones(len(i))
        for before in self.course.before[i].T:
            ground = 0.5 + 0.5 * self.recall(s, np.maximum(before, 0), day)
            sticks = np.minimum(sticks, np.where(before >= 0, ground, 1.0))
        self._study(s, i, day, knew, sticks)
        self.seen[s, i] = True
        self.last[s, i] = day

    def _recall(self, s: Places, i: Places, day: int) -> Numbers:
        raise NotImplementedError

    def _study(self, s: Places, i: Places, day: int, knew: np.ndarray, sticks: Numbers) -> None:
        raise NotImplementedError


class Scattered(Learner):
    """FSRS-6, whose parameters differ by learner, and stability and difficulty by concept."""

    def __init__(self, course: Course, rng: np.random.Generator) -> None:
        super().__init__(course, rng)
        n = course.learners
        w = np.repeat(forgetting.DEFAULT[None], n, 0)
        w[:, :4] *= rng.lognormal(0, 0.4, (n, 1)) * rng.lognormal(0, 0.2, (n, 4))
        w[:, 8] += rng.normal(0, 0.25, n)
        w[:, [11, 13, 14]] *= rng.lognormal(0, 0.2, (n, 3))
        w[:, 20] = np.clip(w[:, 20] * rng.lognormal(0, 0.4, n), 0.08, 0.6)
        self.w = w
        self.slowness = rng.lognormal(0, 0.5, self.shape)
        self.harder = rng.normal(0, 1, self.shape)
        self.stability = np.ones(self.shape)
        self.difficulty = np.ones(self.shape)

    def _recall(self, s: Places, i: Places, day: int) -> Numbers:
        days = (day - self.last[s, i]) / self.slowness[s, i]
        return forgetting.recall(self.w[s], self.stability[s, i], days)

    def _study(self, s: Places, i: Places, day: int, knew: np.ndarray, sticks: Numbers) -> None:
        w, rating, old = self.w[s], np.where(knew, GOOD, AGAIN), self.stability[s, i]
        fresh, difficulty = forgetting.first(w, rating)
        days = day - self.last[s, i]
        days = np.where(days < 1, days, days / self.slowness[s, i])
        later, harder = forgetting.following(w, old, self.difficulty[s, i], days, rating)
        later = np.where(later > old, old + sticks * (later - old), later)
        seen = self.seen[s, i]
        self.stability[s, i] = np.where(seen, later, sticks * fresh)
        begun = np.clip(difficulty + self.harder[s, i], 1, 10)
        self.difficulty[s, i] = np.where(seen, harder, begun)


class PowerLaw(Learner):
    """Each look leaves a trace that decays as a power of its age; recall follows their sum.

    The exponent is c exp(activation at the look) + a, where a differs by learner: Pavlik and
    Anderson (2005), doi:10.1207/s15516709cog0000_14, whose c, a and tau are the means here. A day
    away counts as 2160 seconds of practice time, another look on the same day as 100.
    """

    _MOST = 60  # looks at one concept that are remembered

    def __init__(self, course: Course, rng: np.random.Generator) -> None:
        super().__init__(course, rng)
        self.a = 0.177 * rng.lognormal(0, 0.2, course.learners)
        self.threshold = -1.75 + rng.normal(0, 0.2, course.learners)
        self.ease = rng.normal(0, 0.35, self.shape)
        shape = (*self.shape, self._MOST)
        self.day = np.zeros(shape, np.float32)
        self.exponent = np.full(shape, 0.3, np.float32)
        self.strength = np.zeros(shape, np.float32)
        self.looks = np.zeros(self.shape, int)

    def _activation(self, s: Places, i: Places, day: int) -> Numbers:
        age = np.maximum((day - self.day[s, i]) * 2160.0, 100.0)
        left = (self.strength[s, i] * age ** -self.exponent[s, i]).sum(-1)
        return np.log(np.maximum(left, 1e-9))

    def _recall(self, s: Places, i: Places, day: int) -> Numbers:
        above = self._activation(s, i, day) + self.ease[s, i] - self.threshold[s]
        return _sigmoid(above / 0.4)

    def _study(self, s: Places, i: Places, day: int, knew: np.ndarray, sticks: Numbers) -> None:
        seen = self.seen[s, i]
        activation = np.where(seen, self._activation(s, i, day), -9)
        look = self.looks[s, i] % self._MOST
        self.exponent[s, i, look] = np.minimum(0.217 * np.exp(activation) + self.a[s], 1)
        self.day[s, i, look] = day
        # What was known at first sight is old and firm.
        self.strength[s, i, look] = sticks * np.where(knew, np.where(seen, 1.5, 3.0), 1.0)
        self.looks[s, i] += 1


class TwoTraces(Learner):
    """A fast trace (days) and a slow one (months).

    The slow one grows by what the fast one has already lost: spacing pays, cramming does not last.
    """

    def __init__(self, course: Course, rng: np.random.Generator) -> None:
        super().__init__(course, rng)
        n = course.learners
        self.fast_days = 1.6 * rng.lognormal(0, 0.35, (n, 1)) * rng.lognormal(0, 0.3, self.shape)
        self.slow_days = 60 * rng.lognormal(0, 0.4, (n, 1))
        gains = 0.36 * rng.lognormal(0, 0.25, (n, 1)) * rng.lognormal(0, 0.35, self.shape)
        self.gains = np.clip(gains, 0.05, 0.9)
        self.fast = np.zeros(self.shape)
        self.slow = np.zeros(self.shape)

    def _left(self, s: Places, i: Places, day: int) -> tuple[Numbers, Numbers]:
        days = day - self.last[s, i]
        fast = self.fast[s, i] * np.exp(-days / self.fast_days[s, i])
        return fast, self.slow[s, i] * np.exp(-days / self.slow_days[s, 0])

    def _recall(self, s: Places, i: Places, day: int) -> Numbers:
        fast, slow = self._left(s, i, day)
        return fast + slow - fast * slow

    def _study(self, s: Places, i: Places, day: int, knew: np.ndarray, sticks: Numbers) -> None:
        fast, slow = self._left(s, i, day)
        # What was known at first sight is old and firm.
        slow = np.where(knew & ~self.seen[s, i], 0.6, slow)
        grown = np.where(knew, 1.2, 0.8) * self.gains[s, i] * sticks * (1 - slow) * (1 - fast)
        self.slow[s, i] = slow + grown
        self.fast[s, i] = 1 - (1 - fast) * (1 - 0.9 * sticks)


#: By the name that tables have.
MODELS: dict[str, type[Learner]] = {"FSRS": Scattered, "power": PowerLaw, "two": TwoTraces}


def _sigmoid(x: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-x))
