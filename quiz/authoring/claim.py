"""What a `proof:` claims of a key, and whether it holds: by sympy, or at points by mpmath.

First the claim is tried at points of the domain with many digits, which refutes a wrong one at
once. Then sympy is asked to confirm it for all of them; what it cannot decide is proven at points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import mpmath
import sympy

from quiz.authoring.symbols import to_mpmath, to_sympy
from quiz.language.tree import Call, Expression

#: Digits of the computation at points, and digits that must agree.
DIGITS, AGREE = 40, 18


@dataclass(frozen=True)
class Claim:
    """A key and what it is said to be.

    Attributes:
        key: the formula of the key.
        way: "equals", "derivative", "integral", "sum", "limit" or "solves".
        of: the formula that is differentiated, summed ... or set to zero.
        variable: the name it is done in; "" for "equals".
        start, end: bounds of an integral or a sum; `end` is where a limit goes.
    """

    key: Expression
    way: str
    of: Expression
    variable: str = ""
    start: Expression | None = None
    end: Expression | None = None


def gap_at(claim: Claim, point: Mapping[str, float]) -> Any:
    """Relative difference of the two sides at a point, as mpmath's number."""
    with mpmath.workdps(DIGITS):
        values = {name: mpmath.mpf(value) for name, value in point.items()}
        key = to_mpmath(claim.key, values)
        if claim.way == "solves":
            here = {**values, claim.variable: key}
            terms = [abs(part) for part in _terms(claim.of, here)]
            return abs(to_mpmath(claim.of, here)) / max([*terms, mpmath.mpf(10) ** -DIGITS])
        other = _other_side(claim, values)
        scale = max(abs(key), abs(other))
        return abs(key - other) / scale if scale else mpmath.mpf(0)


def _terms(expression: Expression, values: Mapping[str, Any]) -> list[Any]:
    """Values of the outermost terms, for the scale of their sum."""
    if isinstance(expression, Call) and expression.function in ("+", "-", "neg"):
        return [term for part in expression.arguments for term in _terms(part, values)]
    return [to_mpmath(expression, values)]


def _other_side(claim: Claim, values: Mapping[str, Any]) -> Any:
    if claim.way == "equals":
        return to_mpmath(claim.of, values)

    def of(x: Any) -> Any:
        return to_mpmath(claim.of, {**values, claim.variable: x})

    bounds = [to_mpmath(bound, values) for bound in (claim.start, claim.end) if bound is not None]
    if claim.way == "derivative":
        return mpmath.diff(of, values[claim.variable])
    if claim.way == "integral":
        return mpmath.quad(of, bounds)
    if claim.way == "sum":
        return mpmath.nsum(of, bounds)
    return mpmath.limit(of, bounds[-1])


def holds_for_all(claim: Claim, kinds: Mapping[str, Mapping[str, bool]]) -> bool | None:
    """Whether sympy confirms the claim for all points.

    Args:
        claim: what is claimed.
        kinds: sympy's assumptions on each name.

    Returns:
        None where sympy cannot decide.
    """
    symbols = {name: sympy.Symbol(name, **assumed) for name, assumed in kinds.items()}
    if claim.variable:
        symbols.setdefault(claim.variable, sympy.Symbol(claim.variable, real=True))
    read = partial(to_sympy, symbols=symbols)
    key, of = read(claim.key), read(claim.of)
    variable = symbols.get(claim.variable)
    start, end = (None if bound is None else read(bound) for bound in (claim.start, claim.end))
    other = {
        "equals": lambda: of,
        "derivative": lambda: sympy.diff(of, variable),
        "integral": lambda: sympy.integrate(of, (variable, start, end), conds="none"),
        "sum": lambda: sympy.summation(of, (variable, start, end)),
        "limit": lambda: sympy.limit(of, variable, end),
        "solves": lambda: of.subs(variable, key) + key,
    }[claim.way]()
    if other.has(sympy.Integral, sympy.Sum, sympy.Limit, sympy.Derivative):
        return None
    return True if sympy.simplify(key - other) == 0 else None
