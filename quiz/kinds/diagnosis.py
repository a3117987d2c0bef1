"""What became of the key in a wrong number: a sign, a reciprocal, a power of ten, a unit.

A diagnosis is given only if it is true within the precision that was asked for and no other is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from basis.texts import Message
from quiz.kinds.tolerance import Tolerance
from quiz.variants.numbers import num, sig

_POWERS = range(-9, 10)
#: From this factor on it is named as such; below, as a percentage.
_FACTOR = 2.0
#: An answer this near to an exact key was computed rightly, but rounded.
_NEARLY = 1e-3


def diagnose(
    value: float, key: float, tolerance: Tolerance, units: Mapping[str, float], unit: str
) -> Message:
    """Say what is wrong with a number.

    Args:
        value: the answer, in the first unit; not right.
        key: the right answer.
        tolerance: how near it had to be.
        units: how many of the first unit each unit is.
        unit: the unit that was typed, if any.
    """
    share = tolerance.share(key)
    fitting = [
        message
        for predicted, message in _changes(key, units, unit)
        if 0.0 < abs(predicted) < math.inf
        and abs(value - predicted) <= share * abs(predicted)
        and not tolerance.holds(predicted, key)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if tolerance.exact and abs(value - key) <= _NEARLY * abs(key):
        return Message("numeric_inexact")
    return _distance(value, key)


def _changes(key: float, units: Mapping[str, float], unit: str) -> Iterator[tuple[float, Message]]:
    """What common mistakes make of the key."""
    if key == 0.0:
        return
    yield -key, Message("numeric_sign")
    yield 1.0 / key, Message("numeric_reciprocal")
    yield key * key, Message("numeric_squared")
    if key > 0.0:
        yield key**0.5, Message("numeric_root")
    if 0.0 < key < 1.0:
        yield 1.0 - key, Message("numeric_complement")
    for power in _POWERS:
        if power in (2, -2):
            yield key * 10.0**power, Message("numeric_percent")
        elif power:
            factor = 10.0**power
            yield key * factor, Message("numeric_power_of_ten", {"factor": num(factor)})
    first = next(iter(units), "")
    for name, factor in units.items():
        if factor == 1.0:
            continue
        yield key / factor, Message("numeric_other_unit", {"unit": name, "asked": first})
        if unit == name:
            yield key * factor, Message("numeric_wrong_unit", {"unit": name, "asked": first})


def _distance(value: float, key: float) -> Message:
    """In which direction the number is off, and how far."""
    direction = "large" if value > key else "small"
    factor = max(value / key, key / value) if key > 0.0 and value > 0.0 else math.inf
    if factor == math.inf:  # of negative numbers, "larger" would not be clear
        return Message(f"numeric_too_{direction}")
    if factor >= _FACTOR:
        return Message(f"numeric_too_{direction}_factor", {"factor": sig(factor, 2)})
    percent = sig(100.0 * abs(value / key - 1.0), 2)
    return Message(f"numeric_too_{direction}_percent", {"percent": percent})
