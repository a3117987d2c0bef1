"""The state of a concept after a look, kept by the package `fsrs`. Imported only to derive anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating
from fsrs.state import State as FsrsState

from quiz.memory.forgetting import Parameters, Rating

#: Stability and difficulty before (None for a first look), whole days since, rating: state after.
Step = Callable[[tuple[float, float] | None, int, Rating], tuple[float, float]]

# Only differences of times matter; days are counted by quiz/memory/days.py.
_THEN = datetime(2000, 1, 1, tzinfo=UTC)


def stepper(parameters: Parameters) -> Step:
    """How states change under these parameters: no learning steps, no fuzz."""
    scheduler = Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)

    def step(before: tuple[float, float] | None, days: int, rating: Rating) -> tuple[float, float]:
        card = Card(card_id=0, due=_THEN)
        if before is not None:
            stability, difficulty = before
            card = Card(0, FsrsState.Review, None, stability, difficulty, _THEN, _THEN)
        moment = _THEN + timedelta(days=days)
        after, _ = scheduler.review_card(card, FsrsRating(rating), moment)
        assert after.stability is not None and after.difficulty is not None
        return after.stability, after.difficulty

    return step
