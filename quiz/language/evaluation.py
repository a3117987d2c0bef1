"""The value of a formula at one point or at many. Nothing here raises because of what it computes.

Many points are computed node by node: the tree is walked once, whatever the number of points, and
parts that occur again (also in other formulas) are computed once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.language.functions import operation
from quiz.language.rounding import Ball, unknown
from quiz.language.tree import Call, Expression, Number


class Sample:
    """Points, and the values that formulas have there.

    Args:
        values: for each name its value at every point.
        count: the number of points; needed where there are no names.
    """

    def __init__(self, values: Mapping[str, Sequence[float]], count: int = 1) -> None:
        self.values = values
        self.count = len(next(iter(values.values()))) if values else count
        # By identity, for speed; the tree is kept, so that no other can take its identity.
        self._known: dict[int, tuple[Expression, list[Ball]]] = {}

    def balls(self, expression: Expression) -> list[Ball]:
        """The value at each point, with a bound on its rounding error.

        Raises:
            KeyError: if a name has no values.
        """
        known = self._known.get(id(expression))
        if known is None:
            known = expression, self._compute(expression)
            self._known[id(expression)] = known
        return known[1]

    def _compute(self, expression: Expression) -> list[Ball]:
        if isinstance(expression, Call):
            arguments = [self.balls(part) for part in expression.arguments]
            return list(map(operation(expression.function), *arguments))
        if isinstance(expression, Number):
            return [(expression.value, expression.error)] * self.count
        return [
            (value, 0.0) if value - value == 0.0 else unknown(value)
            for value in self.values[expression.name]
        ]

    def point(self, index: int) -> dict[str, float]:
        """The values of the names at one point."""
        return {name: values[index] for name, values in self.values.items()}


class Point:
    """One point, and the values that formulas have there.

    Args:
        values: of the names.
    """

    def __init__(self, values: Mapping[str, float]) -> None:
        self.values = values
        self._known: dict[int, tuple[Expression, Ball]] = {}

    def ball(self, expression: Expression) -> Ball:
        """The value, with a bound on its rounding error.

        Raises:
            KeyError: if a name has no value.
        """
        known = self._known.get(id(expression))
        if known is not None:
            return known[1]
        if isinstance(expression, Call):
            arguments = map(self.ball, expression.arguments)
            ball = operation(expression.function)(*arguments)
        elif isinstance(expression, Number):
            ball = expression.value, expression.error
        else:
            value = float(self.values[expression.name])
            ball = (value, 0.0) if value - value == 0.0 else unknown(value)
        self._known[id(expression)] = expression, ball
        return ball


def ball_at(expression: Expression, values: Mapping[str, float]) -> Ball:
    """The value at one point with a bound on its rounding error.

    Raises:
        KeyError: if a name has no value.
    """
    return Point(values).ball(expression)


def evaluate(expression: Expression, values: Mapping[str, float] | None = None) -> float:
    """The value at one point: nan where there is none, infinite or nan where it overflows.

    Raises:
        KeyError: if a name has no value.
    """
    return ball_at(expression, values or {})[0]
