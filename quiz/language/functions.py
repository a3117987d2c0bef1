"""The functions of the closed language: how many arguments, and how they are computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quiz.language import special
from quiz.language.rounding import (
    UNIT,
    Ball,
    add,
    divide,
    multiply,
    negative,
    power,
    smooth,
    subtract,
)

_HALF: Ball = (0.5, 0.0)
_ROOT_2: Ball = (math.sqrt(2.0), 2.0 * UNIT)
_ROOT_2_PI: Ball = (math.sqrt(2.0 * math.pi), 4.0 * UNIT)


@dataclass(frozen=True, slots=True)
class Function:
    """A function.

    Attributes:
        compute: from balls to a ball.
        fewest, most: how many arguments it takes.
    """

    compute: Callable[..., Ball]
    fewest: int = 1
    most: int = 1


def _sigmoid(x: float) -> float:
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    grown = math.exp(x)
    return grown / (1.0 + grown)


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


_exp = smooth(math.exp, lambda x, value: value)
_erfc = smooth(math.erfc, lambda x, value: 1.2 * math.exp(-min(x * x, 700.0)), units=16)


def _normal_density(a: Ball) -> Ball:
    return divide(_exp(negative(multiply(_HALF, multiply(a, a)))), _ROOT_2_PI)


def _normal_distribution(a: Ball) -> Ball:
    return multiply(_HALF, _erfc(negative(divide(a, _ROOT_2))))


OPERATORS: Mapping[str, Function] = {
    "+": Function(add, 2, 2),
    "-": Function(subtract, 2, 2),
    "*": Function(multiply, 2, 2),
    "/": Function(divide, 2, 2),
    "^": Function(power, 2, 2),
    "neg": Function(negative),
}

FUNCTIONS: Mapping[str, Function] = {
    "exp": Function(_exp),
    "log": Function(special.logarithm(math.log, math.e)),
    "log2": Function(special.logarithm(math.log2, 2.0)),
    "log10": Function(special.logarithm(math.log10, 10.0)),
    "sqrt": Function(special.root),
    "sin": Function(smooth(math.sin, lambda x, value: math.cos(x))),
    "cos": Function(smooth(math.cos, lambda x, value: math.sin(x))),
    "tan": Function(smooth(math.tan, lambda x, value: 1.0 + value * value)),
    "asin": Function(special.arc(math.asin)),
    "acos": Function(special.arc(math.acos)),
    "atan": Function(smooth(math.atan, lambda x, value: 1.0 / (1.0 + x * x))),
    "sinh": Function(smooth(math.sinh, lambda x, value: math.cosh(x))),
    "cosh": Function(smooth(math.cosh, lambda x, value: math.sinh(x))),
    "tanh": Function(smooth(math.tanh, lambda x, value: 1.0 - value * value)),
    "abs": Function(special.absolute),
    "sigmoid": Function(smooth(_sigmoid, lambda x, value: value * (1.0 - value), units=8)),
    "relu": Function(special.rectified),
    "softplus": Function(smooth(_softplus, lambda x, value: _sigmoid(x), units=8)),
    "erf": Function(smooth(math.erf, lambda x, value: 1.2 * math.exp(-min(x * x, 700.0)))),
    "gamma": Function(special.gamma),
    "lgamma": Function(special.log_gamma),
    "factorial": Function(special.factorial),
    "binom": Function(special.binomial, 2, 2),
    "floor": Function(special.floor),
    "ceil": Function(special.ceiling),
    "sign": Function(special.sign),
    "step": Function(special.step),
    "normpdf": Function(_normal_density),
    "normcdf": Function(_normal_distribution),
    "max": Function(special.largest, 2, 20),
    "min": Function(special.smallest, 2, 20),
}

#: Other spellings of the same functions.
ALIASES: Mapping[str, str] = {
    "ln": "log",
    "lg": "log10",
    "log_2": "log2",
    "log_10": "log10",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "logistic": "sigmoid",
    "loggamma": "lgamma",
    "gammaln": "lgamma",
    "sgn": "sign",
    "heaviside": "step",
    "ceiling": "ceil",
    "choose": "binom",
    "comb": "binom",
    "binomial": "binom",
    "maximum": "max",
    "minimum": "min",
}

CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e}


def operation(name: str) -> Callable[..., Ball]:
    """How an operator or a function is computed.

    Raises:
        KeyError: if there is none of that name.
    """
    return (OPERATORS.get(name) or FUNCTIONS[name]).compute
