"""The product's fit of parameters (quiz/memory/fitting.py), as it comes in the course of a run."""

from __future__ import annotations

from datetime import datetime, time

import numpy as np

from bench.simulated.belief import Belief
from quiz.logbook.records import Review
from quiz.memory.fitting import fitted, milestone

_FIRST_DAY = datetime(2026, 3, 2).toordinal()  # any
_EVENING = time(19)


class Fits:
    """The reviews of each learner, and how many of them the parameters were fitted to."""

    def __init__(self, belief: Belief) -> None:
        self._belief = belief
        self._reviews: list[list[Review]] = [[] for _ in belief.w]
        self._fitted = [0] * len(belief.w)

    def add(self, day: int, s: np.ndarray, i: np.ndarray, passed: np.ndarray) -> None:
        """Learners `s` were asked about concepts `i`."""
        at = datetime.combine(datetime.fromordinal(_FIRST_DAY + day), _EVENING)
        chances = self._belief.course.chances[s, i]
        rows = zip(s.tolist(), i.tolist(), chances.tolist(), passed.tolist(), strict=True)
        for learner, place, chance, hit in rows:
            reviews = self._reviews[learner]
            reviews.append(review(at, len(reviews) + 1, str(place), chance, hit))

    def morning(self) -> None:
        """Fit where a learner has come to the next milestone."""
        for learner, reviews in enumerate(self._reviews):
            reached = milestone(len(reviews))
            if reached > self._fitted[learner]:
                self._fitted[learner] = reached
                w = np.array(fitted(reviews[:reached], {}))
                if not np.array_equal(w, self._belief.w[learner, 0]):
                    self._belief.believe(learner, w)


def review(at: datetime, turn: int, concept: str, chance: float, passed: bool) -> Review:
    """A record of an answer, as the log has it."""
    return Review(
        at=at,
        session="",
        turn=turn,
        mode="practice",
        question=concept,
        revision=1,
        kind="",
        topic="",
        concepts=(concept,),
        difficulty=1,
        seed=0,
        chance=chance,
        again="",
        lang="en",
        typed="",
        outcome="marked",
        score=float(passed),
    )
