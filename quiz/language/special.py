"""Functions with an edge, a jump or a corner, as ball functions (quiz/language/rounding.py)."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from quiz.language.rounding import INF, NAN, TINY, UNDEFINED, UNIT, WHOLE, Ball, lost, unknown

#: Largest whole number with a factorial that a float can hold.
LARGEST_FACTORIAL = 170
#: Binomial coefficients of larger numbers are not computed: they overflow, or would take long.
_LARGEST_TOP, _LARGEST_BOTTOM = 1030, 30


def logarithm(function: Callable[[float], float], base: float) -> Callable[[Ball], Ball]:
    """A logarithm; none of zero and of negative numbers."""
    scale = 1.0 / math.log(base)

    def ball(a: Ball) -> Ball:
        x, ex = a
        if not ex < INF:
            return lost(NAN, ex)
        if x <= ex:
            surely = x < -ex or x == 0.0 == ex
            return UNDEFINED if surely else unknown(function(x) if x > 0.0 else -INF)
        value = function(x)
        return value, scale * ex / (x - ex) + 2.0 * UNIT * abs(value)

    return ball


def root(a: Ball) -> Ball:
    """The square root; none of negative numbers."""
    x, ex = a
    if not ex < INF:
        return lost(NAN, ex)
    if x < 0.0:
        return UNDEFINED if x < -ex else (0.0, math.sqrt(ex))
    value = math.sqrt(x)
    if ex:
        return value, (ex / value if x > ex else math.sqrt(x + ex)) + UNIT * value
    exact = value.is_integer() and value * value == x and x < WHOLE
    return value, 0.0 if exact else UNIT * value


def arc(function: Callable[[float], float]) -> Callable[[Ball], Ball]:
    """An inverse of sine or cosine; none outside of [-1, 1]."""

    def ball(a: Ball) -> Ball:
        x, ex = a
        if not ex < INF:
            return lost(NAN, ex)
        if abs(x) > 1.0 + ex:
            return UNDEFINED
        value = function(min(1.0, max(-1.0, x)))
        room = 1.0 - abs(x) - ex
        slack = 2.0 * ex / math.sqrt(room) if room > ex else 2.0 * math.sqrt(2.0 * ex)
        return value, slack + 4.0 * UNIT * abs(value) + TINY

    return ball


def gamma(a: Ball) -> Ball:
    """The gamma function; none at 0, -1, -2 ..."""
    return _gamma(a, math.gamma, lambda x, value: abs(value))


def log_gamma(a: Ball) -> Ball:
    """Logarithm of the size of the gamma function."""
    return _gamma(a, math.lgamma, lambda x, value: 1.0)


def _gamma(
    a: Ball, function: Callable[[float], float], weight: Callable[[float, float], float]
) -> Ball:
    x, ex = a
    if not ex < INF:
        return lost(NAN, ex)
    pole = min(0.0, float(round(x)))
    gap = abs(x - pole)
    if gap <= 2.0 * ex or gap == 0.0:
        return UNDEFINED if gap == 0.0 == ex else unknown()
    try:
        value = function(x)
    except OverflowError:
        return unknown(INF)
    digamma = math.log1p(abs(x)) + 2.0 / gap + 4.0
    spread = weight(x, value) * digamma * ex * (1.0 + digamma * ex)
    return value, spread + 32.0 * UNIT * (abs(value) + weight(x, value)) + TINY


def whole_number(a: Ball) -> int | None:
    """The whole number that a ball holds, if it holds one."""
    x, ex = a
    nearest = round(x)
    return nearest if abs(x - nearest) <= ex and ex < 0.01 and abs(x) < WHOLE else None


def factorial(a: Ball) -> Ball:
    """The factorial of a whole number n >= 0."""
    if not a[1] < INF:
        return lost(NAN, a[1])
    n = whole_number(a)
    if n is None or n < 0:
        return UNDEFINED
    if n > LARGEST_FACTORIAL:
        return unknown(INF)
    return _whole(math.factorial(n))


def binomial(a: Ball, b: Ball) -> Ball:
    """How many ways to take k of n, for whole numbers; 0 for k < 0 and k > n."""
    if not (a[1] < INF and b[1] < INF):
        return lost(NAN, a[1], b[1])
    n, k = whole_number(a), whole_number(b)
    if n is None or k is None or n < 0:
        return UNDEFINED
    if not 0 <= k <= n:
        return 0.0, 0.0
    k = min(k, n - k)
    if n > _LARGEST_TOP and k > _LARGEST_BOTTOM:
        return unknown(INF)
    return _combinations(n, k)


@lru_cache(maxsize=1024)
def _combinations(n: int, k: int) -> Ball:
    try:
        return _whole(math.comb(n, k))
    except OverflowError:
        return unknown(INF)


def _whole(value: int) -> Ball:
    return float(value), 0.0 if value < WHOLE else UNIT * float(value)


def floor(a: Ball) -> Ball:
    """The largest whole number that is not above."""
    x, ex = a
    if not ex < INF:
        return lost(NAN, ex)
    value = float(math.floor(x))
    jump = value > x - ex or x + ex >= value + 1.0
    return value, 1.0 + ex if ex and jump else 0.0


def ceiling(a: Ball) -> Ball:
    """The smallest whole number that is not below."""
    value, error = floor((-a[0], a[1]))
    return -value, error


def sign(a: Ball) -> Ball:
    """-1, 0 or 1."""
    x, ex = a
    if not ex < INF:
        return lost(NAN, ex)
    value = float((x > 0.0) - (x < 0.0))
    return value, 0.0 if abs(x) > ex or ex == 0.0 else 2.0


def step(a: Ball) -> Ball:
    """1 from zero on, 0 below."""
    x, ex = a
    if not ex < INF:
        return lost(NAN, ex)
    return float(x >= 0.0), 0.0 if abs(x) > ex or ex == 0.0 else 1.0


def absolute(a: Ball) -> Ball:
    """The size of a number."""
    return abs(a[0]), a[1]


def largest(*balls: Ball) -> Ball:
    """The maximum."""
    errors = [error for _, error in balls]
    if not max(errors) < INF or any(error != error for error in errors):
        return lost(NAN, *errors)
    beaten = max(x - ex for x, ex in balls)
    able = [(x, ex) for x, ex in balls if x + ex >= beaten]
    return max(x for x, _ in able), max(ex for _, ex in able)


def smallest(*balls: Ball) -> Ball:
    """The minimum."""
    value, error = largest(*((-x, ex) for x, ex in balls))
    return -value, error


def rectified(a: Ball) -> Ball:
    """The positive part."""
    return largest(a, (0.0, 0.0))
