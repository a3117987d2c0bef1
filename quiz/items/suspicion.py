"""What an author should look at, and in which order. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.items.statistics import FLOOR, Item, Use
from quiz.planning.habits import TYPICAL

#: Standard errors from which on a correlation, or a share, is taken for no accident.
_CLEAR = 2.0

_DOUBTED = 2  # doubts from which on a question is looked at
_OFF = 0.2  # of facility, from like questions
_FLAT, _FLAT_LEARNERS = 0.05, 50
_MISSES = 5  # wrong answers from which on an option that nobody took is no accident
_SLOW = 3.0  # times as long as its kind takes


@dataclass(frozen=True)
class Suspicion:
    """Something that is wrong with a question, perhaps.

    Attributes:
        rule: short name; the text is `items_<rule>`.
        weight: what is heavier is looked at first.
        fields: what the text needs.
    """

    rule: str
    weight: float
    fields: dict[str, Any]


@dataclass(frozen=True)
class Suspected:
    """A question with what is suspected of it, heaviest first."""

    item: Item
    suspicions: tuple[Suspicion, ...]


def suspected(items: Sequence[Item], floor: int = FLOOR) -> tuple[Suspected, ...]:
    """All questions, those to look at first before the others.

    Args:
        items: with their statistics.
        floor: learners below whom only doubts count.
    """
    found = []
    for item in items:
        suspicions = sorted(_suspicions(item, floor), key=lambda each: -each.weight)
        found.append(Suspected(item, tuple(suspicions)))
    return tuple(sorted(found, key=_order))


def _order(found: Suspected) -> tuple[float, int, str]:
    heaviest = found.suspicions[0].weight if found.suspicions else 0.0
    return -heaviest, -found.item.learners, found.item.question


def _suspicions(item: Item, floor: int) -> Iterator[Suspicion]:
    if item.contested + item.unclear >= _DOUBTED:
        share = (item.contested + item.unclear) / item.learners
        counts = {"contested": item.contested, "unclear": item.unclear}
        yield Suspicion("doubted", 50 + 10 * min(share, 1.0), counts)
    if item.learners < floor or item.pull is None:
        return
    yield from _about_key(item, item.pull)
    yield from _about_level(item)
    yield from _about_options(item)


def _about_key(item: Item, pull: float) -> Iterator[Suspicion]:
    """Who knows more should be right more often, and take what is wrong less often."""
    strength = _strength(pull, item.learners)
    drawn = max(item.uses, key=lambda use: use.pull, default=None)
    towards = drawn is not None and _lures(drawn, item.learners)
    if strength <= -_CLEAR:
        fields = {"name": drawn.name if drawn and towards else ""}
        yield Suspicion("key_option" if towards else "key", 100 - strength, fields)
    elif drawn is not None and towards:
        weight = 80 + _strength(drawn.pull, item.learners)
        yield Suspicion("lure", weight, {"name": drawn.name, "count": drawn.count})
    elif abs(pull) < _FLAT and item.learners >= _FLAT_LEARNERS:
        yield Suspicion("flat", 20, {})


def _lures(use: Use, learners: int) -> bool:
    """Whether the strong take it more than the weak."""
    return use.count >= _MISSES and _strength(use.pull, learners) >= _CLEAR


def _strength(correlation: float, learners: int) -> float:
    """A correlation in standard errors."""
    return correlation * math.sqrt(max(learners - 3, 0))


def _about_level(item: Item) -> Iterator[Suspicion]:
    error = math.sqrt(max(item.expected * (1 - item.expected), 0.01) / item.learners)
    off = item.mean - item.expected
    if item.chance >= 0.1 and item.mean < item.chance - _CLEAR * error:
        yield Suspicion("below_chance", 70, {"mean": item.mean, "chance": item.chance})
    elif abs(off) > max(_OFF, _CLEAR * error):
        rule = "harder" if off < 0 else "easier"
        fields = {"mean": item.mean, "expected": item.expected, "difficulty": item.difficulty}
        yield Suspicion(rule, 30 + 10 * abs(off), fields)
    typical = TYPICAL.get(item.kind)
    if item.seconds is not None and typical and item.seconds > _SLOW * 60 * typical.minutes:
        yield Suspicion("slow", 15, {"seconds": item.seconds})


def _about_options(item: Item) -> Iterator[Suspicion]:
    unused = [use.name for use in item.uses if not use.count]
    misses = sum(use.count for use in item.uses)
    if unused and misses >= _MISSES:
        yield Suspicion("unused", 10, {"names": unused})
