"""Expressions that authors write, wherever their values are computed."""

from __future__ import annotations

import math

from basis.texts import Message
from quiz.errors import FormulaError, VariantError


def unreadable(text: str, fault: FormulaError, at: tuple[str | int, ...]) -> VariantError:
    """What is wrong with an expression, in the words of the language."""
    said = Message(fault.key, fault.fields)
    return VariantError("expression-unreadable", at, expression=text, fault=said)


def settled(value: float, error: float) -> float:
    """A value; zero if it may be as far as its rounding error tells: 0.1 + 0.2 - 0.3."""
    return 0.0 if math.isfinite(value) and abs(value) <= error else value
