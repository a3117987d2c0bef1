"""Float arithmetic with a running bound on the rounding error.

A `Ball` is a value with a bound on how far the exact result may be from it. The bound tells digits
from noise: two formulas differ where their balls are apart, and a formula that lost its digits by
cancellation has a large ball, however small its value. Bounds are of first order with a generous
second-order term; those of library functions are several units in the last place.

    error finite      the result is known to within it
    error infinite    nothing is known: an overflow, or all digits lost
    error nan         there is no result: log(-1), 1/0, (-2)^0.5
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

Ball: TypeAlias = tuple[float, float]

INF = math.inf
NAN = math.nan
#: Half a unit in the last place of 1: the relative error of one rounding.
UNIT = 2.0**-53
#: What is lost where a result is too small for a float.
TINY = 5e-324
#: Below this all whole numbers are floats.
WHOLE = 2.0**53
#: Below this all products of short binary fractions are floats.
_EXACT = 2.0**33

UNDEFINED: Ball = (NAN, NAN)


def unknown(value: float = NAN) -> Ball:
    """A result that exists but of which nothing is known."""
    return value, INF


def defined(ball: Ball) -> bool:
    """Whether there is a result at all, known or not."""
    return ball[1] == ball[1]


def lost(value: float, *errors: float) -> Ball:
    """The result of an operation on something unknown or undefined, or of an overflow."""
    return UNDEFINED if any(error != error for error in errors) else (value, INF)


def _short(value: float) -> bool:
    """Whether it is a whole number or a short binary fraction, so that products are exact."""
    return (value * 1024.0).is_integer()


def _divides(value: float, y: float, x: float) -> bool:
    """Whether x / y is exactly `value`."""
    return _short(value) and _short(y) and value * y == x


def add(a: Ball, b: Ball) -> Ball:
    """The sum a + b."""
    (x, ex), (y, ey) = a, b
    value, error = x + y, ex + ey
    if error == 0.0:
        part = value - x
        if (x - (value - part)) + (y - part) == 0.0:  # what was rounded away (Knuth's two-sum)
            return value, 0.0
    error += UNIT * abs(value)
    return (value, error) if error < INF else lost(value, ex, ey)


def subtract(a: Ball, b: Ball) -> Ball:
    """The difference a - b."""
    return add(a, (-b[0], b[1]))


def negative(a: Ball) -> Ball:
    """The negative -a."""
    return -a[0], a[1]


def multiply(a: Ball, b: Ball) -> Ball:
    """The product a * b."""
    (x, ex), (y, ey) = a, b
    value = x * y
    error = abs(x) * ey + (abs(y) + ey) * ex
    if ex == 0.0 == ey and (not x or not y or (abs(value) < _EXACT and _short(x) and _short(y))):
        return value, 0.0
    error += UNIT * abs(value) + TINY
    return (value, error) if error < INF else lost(value, ex, ey)


def divide(a: Ball, b: Ball) -> Ball:
    """The quotient a / b; no result where b is zero."""
    (x, ex), (y, ey) = a, b
    if y == 0.0:
        return UNDEFINED if ey == 0.0 else lost(NAN, ex, ey)
    value = x / y
    room = abs(y) - ey
    if not room > 0.0:
        return lost(value, ex, ey)
    error = (ex + abs(value) * ey) / room
    if ex == 0.0 == ey and (not x or (abs(x) < _EXACT and _divides(value, y, x))):
        return value, 0.0
    error += UNIT * abs(value) + TINY
    return (value, error) if error < INF else lost(value, ex, ey)


def power(a: Ball, b: Ball) -> Ball:
    """The power a ^ b, for a >= 0 or whole b; 0^0 is 1, 0 to a negative power has no result."""
    (x, ex), (y, ey) = a, b
    if not (ex < INF and ey < INF):
        return lost(NAN, ex, ey)
    if x == 0.0 == ex:
        return _power_of_zero(y, ey)
    whole = ey == 0.0 and y.is_integer()
    if x < 0.0 and not whole:
        surely = x < -ex and (ey == 0.0 or abs(y - round(y)) > ey)
        return UNDEFINED if surely else unknown()
    if abs(x) <= 2.0 * ex and not (y >= 1.0 and (whole or x >= 0.0)):
        return unknown()
    try:
        value = math.pow(x, y)
        if abs(x) <= 2.0 * ex:
            return value, 2.0 * math.pow(abs(x) + ex, y) + TINY
    except OverflowError:
        return unknown(INF)
    exact = whole and y >= 0.0 and ex == 0.0 and x.is_integer() and abs(value) < WHOLE
    if exact:
        return value, 0.0
    relative = abs(y) * ex / (abs(x) - ex) + (ey * abs(math.log(abs(x))) if ey else 0.0)
    error = abs(value) * (relative * (1.0 + 2.0 * relative) + 2.0 * UNIT) + TINY
    return (value, error) if relative < 0.5 else unknown(value)


def _power_of_zero(y: float, ey: float) -> Ball:
    if y == 0.0 == ey:
        return 1.0, 0.0
    if abs(y) <= ey:
        return unknown()
    return (0.0, 0.0) if y > 0.0 else UNDEFINED


def smooth(
    function: Callable[[float], float], slope: Callable[[float, float], float], units: int = 4
) -> Callable[[Ball], Ball]:
    """The ball version of a function that is smooth and defined everywhere.

    Args:
        function: the function.
        slope: from x and the value to a bound on the derivative's size.
        units: a bound on the relative error of `function`, in roundings.
    """
    own = units * UNIT

    def ball(a: Ball) -> Ball:
        x, ex = a
        if not ex < INF:
            return lost(NAN, ex)
        try:
            value = function(x)
            if not ex:
                return value, own * abs(value) + TINY
            steep = abs(slope(x, value))
        except OverflowError:
            return unknown(INF)
        bend = abs(value) + steep + steep * steep
        error = steep * ex + bend * ex * ex + own * abs(value) + TINY
        return (value, error) if error < INF else unknown(value)

    return ball
