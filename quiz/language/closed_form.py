"""Recognising a computed number: 0.6931471805599453 is log(2), 0.1666666666666667 is 1/6."""

from __future__ import annotations

from functools import cache, reduce

from quiz.language.evaluation import evaluate
from quiz.language.grammar import parse
from quiz.language.tree import Expression, Number, call

_UNITS = ("pi", "log(2)", "log(10)", "sqrt(2)", "sqrt(3)", "sqrt(pi)", "sqrt(2*pi)", "e")
_ONE = Number(1.0)
_MOST_ABOVE, _MOST_BELOW = 64, 12
#: A number known less well than this is not looked at: it might be many.
_FINE = 1e-11
#: What a few roundings make.
_ROUNDING = 1e-14


def recognise(value: float, error: float) -> Expression | None:
    """A small fraction, perhaps times or over pi, log 2 and the like, that a number must be.

    Args:
        value: the number, finite.
        error: how far off it may be.
    """
    if value == 0.0 or not error <= _FINE * abs(value):
        return None
    tolerance = max(_ROUNDING, 4.0 * error / abs(value))
    for unit, size in _units():
        for over in (False, True):
            found = _fraction(abs(value) * size if over else abs(value) / size, tolerance)
            if found:
                above, below = Number(float(found[0])), Number(float(found[1]))
                form = _ratio([above], [below, unit]) if over else _ratio([above, unit], [below])
                return form if value > 0.0 else call("neg", form)
    return None


@cache
def _units() -> tuple[tuple[Expression, float], ...]:
    units = (_ONE, *(parse(text, ()) for text in _UNITS))
    return tuple((unit, evaluate(unit)) for unit in units)


def _fraction(ratio: float, tolerance: float) -> tuple[int, int] | None:
    """Numerator and denominator of a small fraction."""
    for below in range(1, _MOST_BELOW + 1):
        above = round(ratio * below) if ratio < _MOST_ABOVE else 0
        if 1 <= above <= _MOST_ABOVE and abs(above - ratio * below) <= tolerance * above:
            return above, below
    return None


def _ratio(above: list[Expression], below: list[Expression]) -> Expression:
    """Products over each other, without factors of one."""
    top, bottom = _product(above), _product(below)
    return top if bottom == _ONE else call("/", top, bottom)


def _product(factors: list[Expression]) -> Expression:
    others = [factor for factor in factors if factor != _ONE]
    return reduce(lambda left, right: call("*", left, right), others) if others else _ONE
