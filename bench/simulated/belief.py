"""What the product believes of many learners at once, from their marks alone.

The rules of quiz/memory/deriving.py (a miss is "again", a hit on what can be guessed half the time
is "hard") and the prior of quiz/planning/ranking.py, on arrays; `bench.simulated.twins` holds them
against the product's.
"""

from __future__ import annotations

import numpy as np

from bench.simulated import forgetting
from bench.simulated.course import Course
from bench.simulated.forgetting import AGAIN, GOOD, HARD, Numbers
from quiz.memory.deriving import GUESSABLE
from quiz.memory.memory import Look, Memory, Trace

#: Looks at one concept that a run can hold; one a day.
MOST_LOOKS = 64


def good(chances: Numbers) -> np.ndarray:
    """The rating of a hit."""
    return np.where(chances >= GUESSABLE, HARD, GOOD)


class Belief:
    """States of memory, (learners, concepts), and how much was known before.

    Attributes:
        w: parameters of forgetting, (learners, 1, 21).
        seen, last, stability, difficulty, looks: the traces.
        known, sure: of the prior, (learners, 1).
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        shape = (course.learners, course.concepts)
        self.w = np.repeat(forgetting.DEFAULT[None, None], course.learners, 0)
        self.seen = np.zeros(shape, bool)
        self.passed = np.zeros(shape, bool)
        self.last = np.zeros(shape, int)
        self.looks = np.zeros(shape, int)
        self.stability = np.ones(shape)
        self.difficulty = np.ones(shape)
        self._days = np.zeros((*shape, MOST_LOOKS), np.int16)
        self._ratings = np.zeros((*shape, MOST_LOOKS), np.int8)
        self._recalls = np.zeros((*shape, MOST_LOOKS), np.float32)  # expected before each look
        self._hits = np.full(course.learners, 3.0)
        self._firsts = np.full(course.learners, 10.0)

    @property
    def known(self) -> Numbers:
        return np.clip(self._hits / self._firsts, 0.02, 0.95)[:, None]

    @property
    def sure(self) -> Numbers:
        return self._firsts[:, None]

    def recall(self, day: int) -> Numbers:
        """The chance that each concept is known, (learners, concepts)."""
        later = forgetting.recall(self.w, self.stability, day - self.last)
        return np.where(self.seen, later, self.known)

    def look(self, s: np.ndarray, i: np.ndarray, day: int, passed: np.ndarray) -> None:
        """Learners `s` were asked about concepts `i`; each concept at most once a day."""
        chances, new = self.course.chances[s, i], ~self.seen[s, i]
        rating = np.where(passed, good(chances), AGAIN)
        np.add.at(self._hits, s[new], (passed - chances)[new])
        np.add.at(self._firsts, s[new], (1 - chances)[new])
        look = self.looks[s, i]
        self._days[s, i, look] = day
        self._ratings[s, i, look] = rating
        self._follow(s, i, look, day, rating)
        self.seen[s, i] = True
        self.passed[s, i] = passed
        self.last[s, i] = day
        self.looks[s, i] += 1

    def believe(self, learner: int, w: Numbers) -> None:
        """Take other parameters for a learner, and go through the whole log again."""
        self.w[learner] = w
        for look in range(int(self.looks[learner].max(initial=0))):
            i = np.flatnonzero(self.looks[learner] > look)
            s = np.full(len(i), learner)
            day, rating = self._days[s, i, look], self._ratings[s, i, look]
            self._follow(s, i, np.full(len(i), look), day, rating)
            self.last[s, i] = day

    def _follow(
        self,
        s: np.ndarray,
        i: np.ndarray,
        look: np.ndarray,
        day: np.ndarray | int,
        rating: np.ndarray,
    ) -> None:
        """Change states by the look of that number, from 0, at each concept."""
        w, days = self.w[s, 0], day - self.last[s, i]
        before, difficulty = self.stability[s, i], self.difficulty[s, i]
        self._recalls[s, i, look] = forgetting.recall(w, before, days)
        fresh, easy = forgetting.first(w, rating)
        later, harder = forgetting.following(w, before, difficulty, days, rating)
        self.stability[s, i] = np.where(look == 0, fresh, later)
        self.difficulty[s, i] = np.where(look == 0, easy, harder)

    def history(self, learner: int, place: int) -> list[tuple[int, bool]]:
        """The day of each look at a concept, and whether it was passed."""
        looks = self.looks[learner, place]
        days, ratings = self._days[learner, place, :looks], self._ratings[learner, place, :looks]
        return [
            (int(day), bool(rating != AGAIN)) for day, rating in zip(days, ratings, strict=True)
        ]

    def memory(self, learner: int) -> Memory:
        """The same as the product has it, with traces and looks."""
        looks = []
        for place in np.flatnonzero(self.seen[learner]).tolist():
            chance = float(self.course.chances[learner, place])
            before = None
            for number, (day, passed) in enumerate(self.history(learner, place)):
                expected = None if before is None else float(self._recalls[learner, place, number])
                days = 0 if before is None else day - before
                looks.append(Look(str(place), day, expected, days, chance, passed))
                before = day
        looks.sort(key=lambda look: look.day)
        return Memory(
            parameters=tuple(self.w[learner, 0].tolist()),
            traces=self._traces(learner),
            looks=tuple(looks),
        )

    def _traces(self, learner: int) -> dict[str, Trace]:
        return {
            str(place): Trace(
                float(self.stability[learner, place]),
                float(self.difficulty[learner, place]),
                int(self.last[learner, place]),
                bool(self.passed[learner, place]),
                int(self.looks[learner, place]),
            )
            for place in np.flatnonzero(self.seen[learner])
        }
