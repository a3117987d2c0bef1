"""What a formula is once it has been read: a frozen tree of numbers, names and calls.

Operators are calls too: "+", "-", "*", "/", "^" of two arguments, "neg" of one. Two formulas that
were read alike are equal, however they were spaced or spelled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

#: Decimals with at least so many significant digits stand for a number that was rounded.
ROUNDED_DIGITS = 10

_ROUNDING = 2.0**-53


@dataclass(frozen=True, slots=True)
class Number:
    """A number.

    Attributes:
        value: the nearest float.
        error: how far the number that is meant may be from it.
        label: "pi" or "e" for a constant, else "".
    """

    value: float
    error: float = 0.0
    label: str = ""

    @property
    def names(self) -> frozenset[str]:
        """No name."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """A declared name, spelled as it was declared."""

    name: str

    @property
    def names(self) -> frozenset[str]:
        """The name itself."""
        return frozenset((self.name,))


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator with its arguments."""

    function: str
    arguments: tuple[Expression, ...]

    @property
    def names(self) -> frozenset[str]:
        """All names in it."""
        return frozenset(node.name for node in walk(self) if isinstance(node, Name))


Expression: TypeAlias = Number | Name | Call


def number(value: float, error: float | None = None) -> Number:
    """A number that a computation gave: it has the error of one rounding unless told otherwise.

    Short binary fractions (2, 0.5, -0.75) are taken as exact.
    """
    if error is None:
        error = 0.0 if (value * 1024).is_integer() else _ROUNDING * abs(value)
    return Number(value, error)


def call(function: str, *arguments: Expression) -> Call:
    """A call, written shortly."""
    return Call(function, arguments)


def walk(expression: Expression) -> Iterator[Expression]:
    """The formula and all its parts, from the outside in."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Call):
            waiting.extend(reversed(node.arguments))


def rebuilt(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The formula with `change` applied to every part, from the inside out.

    Parts that stay as they are stay the same objects.
    """
    if isinstance(expression, Call):
        arguments = tuple(rebuilt(part, change) for part in expression.arguments)
        if any(new is not old for new, old in zip(arguments, expression.arguments, strict=True)):
            expression = Call(expression.function, arguments)
    return change(expression)


def bind(expression: Expression, values: Mapping[str, float | Expression]) -> Expression:
    """Put numbers or formulas in the place of names, all at once.

    A number is taken as computed: the author's expression behind it may be known exactly, the
    float is not. Where the last digits matter, bind the expression itself.
    """

    def change(node: Expression) -> Expression:
        if not isinstance(node, Name) or node.name not in values:
            return node
        value = values[node.name]
        if not isinstance(value, int | float):
            return value
        exact = number(float(value))
        return Number(exact.value, 16 * exact.error)

    return rebuilt(expression, change)
