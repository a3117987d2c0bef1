"""Orders drawn from the seed of a variant, the same on every machine and in every version."""

from __future__ import annotations

import random

from quiz.prompt import Variant


def shuffled(count: int, variant: Variant, turn: int = 0) -> tuple[int, ...]:
    """The places 0 to `count` - 1, every order as likely as any other.

    Args:
        count: how many.
        variant: whose question and seed decide.
        turn: another turn is another draw.
    """
    # Only `random()` gives the same numbers in all versions of Python, for a seed that is a text.
    draw = random.Random(f"{variant.question.id}/{variant.seed}/order/{turn}").random
    places = list(range(count))
    for last in range(count - 1, 0, -1):
        other = int(draw() * (last + 1))
        places[last], places[other] = places[other], places[last]
    return tuple(places)
