"""The truth about two formulas, by other means than the engine: 60 digits and another parser.

Formulas go through Python's grammar (`^` and implicit products rewritten) and are computed with
mpmath at random points of the domain. Formulas that agree to 40 digits at all points are equal.
Nothing here knows quiz/language, but for the ranges that its domains promise.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Mapping
from functools import cache

import mpmath

DIGITS = 60
SAME = mpmath.mpf(10) ** -40

Values = Mapping[str, mpmath.mpf]


class NoValueError(Exception):
    """A formula has no real value at a point."""


class TooLargeError(Exception):
    """A number on the way is so large that the oracle would take for ever."""


_LARGEST = mpmath.mpf(10) ** 2000

_FUNCTIONS: dict[str, Callable[..., object]] = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "ln": mpmath.log,
    "log2": lambda x: mpmath.log(x) / mpmath.log(2),
    "log10": lambda x: mpmath.log(x) / mpmath.log(10),
    "sqrt": mpmath.sqrt,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "atan": mpmath.atan,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "abs": abs,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "relu": lambda x: max(x, mpmath.mpf(0)),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "erf": mpmath.erf,
    "gamma": mpmath.gamma,
    "lgamma": lambda x: mpmath.log(abs(mpmath.gamma(x))),
    "factorial": mpmath.factorial,
    "binom": mpmath.binomial,
    "floor": mpmath.floor,
    "ceil": mpmath.ceil,
    "sign": mpmath.sign,
    "step": lambda x: mpmath.mpf(x >= 0),
    "normpdf": mpmath.npdf,
    "normcdf": mpmath.ncdf,
    "binomial": mpmath.binomial,
    "ceiling": mpmath.ceil,
    "max": max,
    "min": min,
}

_OPERATORS: dict[type, Callable[..., object]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}


@cache
def python(text: str) -> tuple[str, ast.expr]:
    """A formula in Python's grammar: its text and its tree."""
    power = text.replace("^", "**")
    product = re.sub(r"(?<![\w.])(\d+(?:\.\d*)?)(?=[A-DF-Za-df-z(])", r"\1*", power)
    product = re.sub(r"\)(?=[A-Za-z(])", ")*", product)
    return product, ast.parse(product, mode="eval").body


def value(text: str, values: Values) -> mpmath.mpf:
    """The value of a formula to 60 digits.

    Raises:
        NoValueError: if it has no finite real value there.
        TooLargeError: if the oracle gives up.
    """
    source, tree = python(text)
    with mpmath.workdps(DIGITS):
        try:
            result = _value(tree, source, values)
        except (ZeroDivisionError, ValueError, OverflowError):
            raise NoValueError(text) from None
        if isinstance(result, mpmath.mpc) or not mpmath.isfinite(result):
            raise NoValueError(text)
        return result


def _value(node: ast.expr, source: str, values: Values) -> mpmath.mpf:
    if isinstance(node, ast.Constant):
        return mpmath.mpf(ast.get_source_segment(source, node))
    if isinstance(node, ast.Name):
        if node.id in values:
            return values[node.id]
        return {"pi": +mpmath.pi, "e": +mpmath.e}[node.id]
    if isinstance(node, ast.UnaryOp):
        inner = _value(node.operand, source, values)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.BinOp):
        parts = [_value(part, source, values) for part in (node.left, node.right)]
        result = _OPERATORS[type(node.op)](*parts)
    else:
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        arguments = [_value(part, source, values) for part in node.args]
        result = _FUNCTIONS[node.func.id.lower()](*arguments)
    if isinstance(result, mpmath.mpc) or not mpmath.isfinite(result):
        raise NoValueError(source)
    if abs(result) > _LARGEST:
        raise TooLargeError(source)
    return result


def same(one: str, key: str, points: list[Values]) -> bool:
    """Whether two formulas are equal wherever the key has a value."""
    known = 0
    for point in points:
        try:
            right = value(key, point)
        except NoValueError:
            continue
        known += 1
        try:
            given = value(one, point)
        except NoValueError:
            return False
        except TooLargeError:
            continue
        with mpmath.workdps(DIGITS):
            if abs(given - right) > SAME * abs(right):
                return False
    assert known, f"{key} has no value at any point"
    return True


def points(names: Mapping[str, object], count: int, seed: int) -> list[Values]:
    """Random points of a domain, near its middle and far from it."""
    rng = random.Random(seed)
    return [_point(names, rng) for _ in range(count)]


def _point(names: Mapping[str, object], rng: random.Random) -> dict[str, mpmath.mpf]:
    point = {
        name: mpmath.mpf(_draw(domain, rng, far=rng.random() < 0.15))
        for name, domain in names.items()
    }
    grouped = [n for n, domain in names.items() if isinstance(domain, dict) and "simplex" in domain]
    with mpmath.workdps(DIGITS):
        total = sum(point[name] for name in grouped)
        return {name: x / total if name in grouped else x for name, x in point.items()}


def _draw(domain: object, rng: random.Random, far: bool) -> float:
    if isinstance(domain, dict):
        ((kind, limits),) = domain.items()
        if kind == "integer":
            return float(rng.randint(*limits))
        return rng.expovariate(1.0) if kind == "simplex" else rng.uniform(*limits)
    if domain == "integer":
        return float(rng.randint(10, 20) if far else rng.randint(2, 9))
    if domain == "real":
        return rng.uniform(-10, 10) if far else rng.uniform(-2, 2)
    if domain == "positive":
        return 10 ** rng.uniform(-1.6, 1.2) if far else rng.uniform(0.2, 3)
    assert domain == "prob"
    return (
        rng.choice([rng.uniform(0.004, 0.05), rng.uniform(0.95, 0.996)])
        if far
        else rng.uniform(0.05, 0.95)
    )
