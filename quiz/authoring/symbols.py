"""Formulas of the closed language as sympy's expressions and as mpmath's numbers.

The tree that our own parser made is walked, and each call is looked up in a table: no text ever
reaches sympy's parser, which executes what it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
import sympy

from quiz.authoring.proof import INFINITY
from quiz.language.tree import Call, Expression, Name, Number

_Table = Mapping[str, Callable[..., Any]]

_SYMPY: _Table = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "neg": lambda a: -a,
    "exp": sympy.exp,
    "log": sympy.log,
    "ln": sympy.log,
    "log2": lambda a: sympy.log(a, 2),
    "log10": lambda a: sympy.log(a, 10),
    "sqrt": sympy.sqrt,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "tanh": sympy.tanh,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "abs": sympy.Abs,
    "sigmoid": lambda a: 1 / (1 + sympy.exp(-a)),
    "relu": lambda a: sympy.Max(a, 0),
    "softplus": lambda a: sympy.log(1 + sympy.exp(a)),
    "erf": sympy.erf,
    "gamma": sympy.gamma,
    "lgamma": sympy.loggamma,
    "factorial": sympy.factorial,
    "binom": sympy.binomial,
    "floor": sympy.floor,
    "ceil": sympy.ceiling,
    "sign": sympy.sign,
    "max": sympy.Max,
    "min": sympy.Min,
    "step": lambda a: sympy.Heaviside(a, 1),
    "normpdf": lambda a: sympy.exp(-(a**2) / 2) / sympy.sqrt(2 * sympy.pi),
    "normcdf": lambda a: (1 + sympy.erf(a / sympy.sqrt(2))) / 2,
}

_MPMATH: _Table = {
    **{name: _SYMPY[name] for name in ("+", "-", "*", "/", "^", "neg")},
    **{
        name: getattr(mpmath.mp, name)
        for name in (
            *("exp", "log", "ln", "log10", "sqrt", "sin", "cos", "tan", "tanh", "sinh", "cosh"),
            *("asin", "acos", "atan", "erf", "gamma", "factorial", "floor", "ceil", "sign"),
        )
    },
    "log2": lambda a: mpmath.log(a, 2),
    "abs": abs,
    "sigmoid": lambda a: 1 / (1 + mpmath.exp(-a)),
    "relu": lambda a: max(a, mpmath.mpf(0)),
    "softplus": lambda a: mpmath.log1p(mpmath.exp(a)),
    "lgamma": mpmath.loggamma,
    "binom": mpmath.binomial,
    "max": max,
    "min": min,
    "step": lambda a: mpmath.mpf(a >= 0),
    "normpdf": mpmath.npdf,
    "normcdf": mpmath.ncdf,
}


def to_sympy(expression: Expression, symbols: Mapping[str, Any]) -> Any:
    """A formula as sympy's expression; decimals become exact fractions.

    Raises:
        KeyError: for a function that has no counterpart.
    """
    if isinstance(expression, Number):
        constants = {"pi": sympy.pi, "e": sympy.E}
        return constants.get(expression.label) or _exact(expression.value, sympy.Rational)
    if isinstance(expression, Name):
        return sympy.oo if expression.name == INFINITY else symbols[expression.name]
    assert isinstance(expression, Call)
    parts = [to_sympy(part, symbols) for part in expression.arguments]
    return _SYMPY[expression.function](*parts)


def to_mpmath(expression: Expression, values: Mapping[str, Any]) -> Any:
    """The value of a formula in mpmath's current precision.

    Raises:
        KeyError: for a function that has no counterpart.
    """
    if isinstance(expression, Number):
        constants = {"pi": +mpmath.mp.pi, "e": +mpmath.mp.e}
        return constants.get(expression.label) or _exact(expression.value, _quotient)
    if isinstance(expression, Name):
        return mpmath.inf if expression.name == INFINITY else values[expression.name]
    assert isinstance(expression, Call)
    parts = [to_mpmath(part, values) for part in expression.arguments]
    return _MPMATH[expression.function](*parts)


def _exact(value: float, make: Callable[[int, int], Any]) -> Any:
    """The decimal that an author wrote, not the float nearest to it."""
    fraction = Fraction(repr(value))
    return make(fraction.numerator, fraction.denominator)


def _quotient(numerator: int, denominator: int) -> Any:
    return mpmath.mpf(numerator) / denominator
