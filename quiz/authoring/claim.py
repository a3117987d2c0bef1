"""What a `proof:` claims of a key, and whether it holds: by sympy, or at points by mpmath.

At points of the domain both sides are computed with many digits, which refutes a wrong claim at
once. Then sympy is asked to confirm it for all of them. What neither can decide is undecided: an
integral over a kink and a slow limit have few digits, and are no reason to call a key wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import mpmath
import sympy

from quiz.authoring.symbols import to_mpmath, to_sympy
from quiz.language.tree import Call, Expression

#: Digits of the computation at points, and digits that must agree.
DIGITS, AGREE = 40, 18
#: Relative difference from which on two numbers are surely not the same one.
DIFFERENT = 1e-6
#: ... unless the computation itself is no better than so many times less.
_DOUBT = 100
#: What sympy leaves where it found no closed form.
_UNDONE = (sympy.Integral, sympy.Sum, sympy.Limit, sympy.Derivative)


#: An assumption that is ours, not sympy's.
BELOW_ONE = "below_one"


class Agreement(StrEnum):
    """Whether two sides are the same at a point."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


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


def agreement(claim: Claim, point: Mapping[str, float]) -> Agreement:
    """Whether the claim holds at a point, as far as numbers tell.

    Raises:
        ArithmeticError, ValueError, TypeError: if a side cannot be computed there.
    """
    with mpmath.workdps(DIGITS):
        values = {name: mpmath.mpf(value) for name, value in point.items()}
        key = to_mpmath(claim.key, values)
        try:
            if claim.way == "solves":
                here = {**values, claim.variable: key}
                scale = max(abs(term) for term in _terms(claim.of, here))
                return _judged(abs(to_mpmath(claim.of, here)), scale)
            other, error = _other_side(claim, values)
        except mpmath.mp.NoConvergence:
            return Agreement.UNSURE
        return _judged(abs(key - other), max(abs(key), abs(other)), error)


def _judged(gap: Any, scale: Any, error: Any = 0) -> Agreement:
    """What a difference means. NaN is no agreement, and no refutation either."""
    if gap <= scale * mpmath.mpf(10) ** -AGREE:
        return Agreement.SAME
    surely = gap > max(scale * DIFFERENT, _DOUBT * error)
    return Agreement.DIFFERENT if surely else Agreement.UNSURE


def _terms(expression: Expression, values: Mapping[str, Any]) -> list[Any]:
    """Values of the outermost terms, for the scale of their sum."""
    if isinstance(expression, Call) and expression.function in ("+", "-", "neg"):
        return [term for part in expression.arguments for term in _terms(part, values)]
    return [to_mpmath(expression, values)]


def _other_side(claim: Claim, values: Mapping[str, Any]) -> tuple[Any, Any]:
    """The value of what the key is said to be, and how far off it may be."""
    if claim.way == "equals":
        return to_mpmath(claim.of, values), 0

    def of(x: Any) -> Any:
        return to_mpmath(claim.of, {**values, claim.variable: x})

    bounds = [to_mpmath(bound, values) for bound in (claim.start, claim.end) if bound is not None]
    if claim.way == "derivative":
        return mpmath.diff(of, values[claim.variable]), 0
    if claim.way == "integral":
        # Over a kink both are wrong, and differ by about as much as they are.
        value, other = (
            mpmath.quad(of, bounds),
            mpmath.quad(of, [bounds[0], _cut(*bounds), bounds[1]]),
        )
        return other, abs(value - other)
    if claim.way == "sum":
        return mpmath.nsum(of, bounds), 0
    return mpmath.limit(of, bounds[-1]), mpmath.inf  # an extrapolation, right where it agrees


def _cut(start: Any, end: Any) -> Any:
    """A point between two bounds where nothing is likely to happen."""
    if not mpmath.isinf(start):
        return start + (1 if mpmath.isinf(end) else end - start) * mpmath.euler
    return mpmath.euler if mpmath.isinf(end) else end - mpmath.euler


@dataclass(frozen=True)
class Sides:
    """Both sides of a claim as sympy has them.

    Attributes:
        symbols: of all names.
        below_one: those of them that are between 0 and 1.
    """

    key: Any
    other: Any
    symbols: Mapping[str, Any]
    below_one: frozenset[str]

    def always_same(self) -> bool:
        """Whether sympy confirms the claim for all values. False may mean that it cannot."""
        # sympy cannot assume p < 1, but of odds > 0 it knows that odds / (1 + odds) is.
        odds = {self.symbols[name]: sympy.Dummy(positive=True) for name in self.below_one}
        shares = {symbol: odd / (1 + odd) for symbol, odd in odds.items()}
        return bool(sympy.simplify((self.key - self.other).subs(shares)) == 0)

    def agreement(self, points: Sequence[Mapping[str, float]]) -> Agreement:
        """Whether the sides are the same at all of these points."""
        if self.other.has(*_UNDONE):
            return Agreement.UNSURE
        found = {self._at(point) for point in points}
        return next(iter(found)) if len(found) == 1 else Agreement.UNSURE

    def _at(self, point: Mapping[str, float]) -> Agreement:
        values = {self.symbols[name]: sympy.Float(value, DIGITS) for name, value in point.items()}
        with mpmath.workdps(DIGITS):
            sides = (self.key, self.other)
            key, other = (mpmath.mpmathify(side.subs(values).evalf(DIGITS)) for side in sides)
            return _judged(abs(key - other), max(abs(key), abs(other)))


def sides(claim: Claim, kinds: Mapping[str, Mapping[str, bool]]) -> Sides:
    """Let sympy integrate, differentiate, sum ...

    Args:
        claim: what is claimed.
        kinds: sympy's assumptions on each name, and `below_one`, which it does not know.
    """
    known = {
        name: {k: v for k, v in kind.items() if k != BELOW_ONE} for name, kind in kinds.items()
    }
    symbols = {name: sympy.Symbol(name, **assumed) for name, assumed in known.items()}
    if claim.variable:
        kind = {"integer": True} if claim.way == "sum" else {"real": True}
        symbols.setdefault(claim.variable, sympy.Symbol(claim.variable, **kind))
    read = partial(to_sympy, symbols=symbols)
    key, of = read(claim.key), read(claim.of)
    variable = symbols.get(claim.variable)
    start, end = (None if bound is None else read(bound) for bound in (claim.start, claim.end))
    below_one = frozenset(name for name, kind in kinds.items() if kind.get(BELOW_ONE))
    if claim.way == "solves":
        return Sides(of.subs(variable, key), sympy.Integer(0), symbols, below_one)
    other = {
        "equals": lambda: of,
        "derivative": lambda: sympy.diff(of, variable),
        "integral": lambda: sympy.integrate(of, (variable, start, end), conds="none"),
        "sum": lambda: sympy.summation(of, (variable, start, end)),
        "limit": lambda: sympy.limit(of, variable, end),
    }[claim.way]()
    return Sides(key, other, symbols, below_one)
