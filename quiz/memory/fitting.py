"""The first parameters of forgetting, fitted to a learner. Pure; no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.memory.forgetting import DEFAULT, Parameters
from quiz.records import Review


def milestone(reviews: int) -> int:
    """How many of a log's reviews parameters are fitted to: 0 below a hundred, then in steps."""
    return 0


def fitted(reviews: Sequence[Review], revisions: Mapping[str, int]) -> Parameters:
    """The parameters for a learner; the defaults unless others predict held-out reviews better."""
    return DEFAULT
