"""Numbers that authors write as expressions of the closed language."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from quiz.errors import FormulaError, VariantError
from quiz.finding import Problem
from quiz.kinds.prompting import At
from quiz.language.evaluation import ball_at
from quiz.language.grammar import parse
from quiz.question import Question
from quiz.variants.expressions import settled, unreadable


def compute(text: str, values: Mapping[str, float | str], at: At) -> float:
    """The value of an author's expression; what may be zero is zero.

    Args:
        text: the expression.
        values: drawn and derived values; texts among them are no numbers and have no name.
        at: keys that lead to the expression.

    Raises:
        VariantError: if it cannot be read or has no finite value.
    """
    numbers = {name: value for name, value in values.items() if not isinstance(value, str)}
    try:
        value, error = ball_at(parse(text, numbers), numbers)
    except FormulaError as fault:
        raise unreadable(text, fault, at) from None
    if not math.isfinite(value):
        raise VariantError("not-finite", at, expression=text)
    return settled(value, error)


def expression_problems(question: Question, text: str, at: At) -> Iterator[Problem]:
    """Why an expression over the parameters of a question cannot be read, if it cannot."""
    try:
        parse(text, [*question.params, *question.let])
    except FormulaError as fault:
        yield unreadable(text, fault, at).problem
