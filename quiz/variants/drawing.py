"""From a question and a seed to a variant, the same on every machine."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, TypeVar

from quiz.errors import FormulaError, VariantError
from quiz.prompt import Variant
from quiz.question import Param, Question
from quiz.variants.expressions import settled, unreadable

if TYPE_CHECKING:
    from quiz.language.tree import Expression

T = TypeVar("T")

#: Draws of all parameters until the constraints hold.
TRIES = 1000


def draw(question: Question, seed: int) -> Variant:
    """Draw parameters until the constraints hold, and derive what depends on them.

    Raises:
        VariantError: if an expression cannot be read, the constraints never hold, or a derived
            value is not finite although they do.
    """
    if not (question.params or question.let or question.where):
        return Variant(question, seed)
    from quiz.language.conditions import parse_condition

    # Seeded by a text, `random()` gives the same numbers in every version of Python.
    chance = random.Random(f"{question.id}/{seed}/params").random
    derived = _derivations(question)
    names = [*_numeric(question.params), *question.let]
    conditions = [
        _parsed(parse_condition, text, names, ("where", index))
        for index, text in enumerate(question.where)
    ]
    broken: Counter[int] = Counter()
    for _ in range(TRIES):
        values = {name: _drawn(name, param, chance) for name, param in question.params.items()}
        numbers = _derive(derived, values)
        failed = [index for index, each in enumerate(conditions) if not each.holds(numbers)]
        if not failed:
            _check_finite(question, numbers)
            return Variant(question, seed, {**values, **numbers})
        broken.update(failed)
    index, _ = broken.most_common(1)[0]
    raise VariantError("no-variant", ("where", index), tries=TRIES, condition=question.where[index])


def _derivations(question: Question) -> dict[str, Expression]:
    """What derived values are computed from, each from what stands before it."""
    from quiz.language.grammar import parse

    names = _numeric(question.params)
    found: dict[str, Expression] = {}
    for name, text in question.let.items():
        found[name] = _parsed(parse, text, [*names, *found], ("let", name))
    return found


def _numeric(params: Mapping[str, Param]) -> list[str]:
    """The parameters that can be calculated with."""
    return [
        name
        for name, param in params.items()
        if not any(isinstance(value, str) for value in param.choose)
    ]


def _parsed(
    parse: Callable[[str, Collection[str]], T],
    text: str,
    names: Collection[str],
    at: tuple[str | int, ...],
) -> T:
    try:
        return parse(text, names)
    except FormulaError as error:
        raise unreadable(text, error, at) from None


def _drawn(name: str, param: Param, chance: Callable[[], float]) -> float | str:
    if param.choose:
        return param.choose[int(chance() * len(param.choose))]
    # Whole numbers of the last decimal; the division gives the double nearest to the decimal.
    scale: int = 1 if param.integer else 10**param.decimals
    bounds = [round(bound * scale, 6) for bound in param.integer or param.real or ()]
    first, last = math.ceil(bounds[0]), math.floor(bounds[1])
    if first > last:
        raise VariantError("empty-range", ("params", name), name=name)
    whole = first + int(chance() * (last - first + 1))
    return whole if param.integer else whole / scale


def _derive(
    derived: Mapping[str, Expression], values: Mapping[str, float | str]
) -> dict[str, float]:
    """All numbers: those drawn, and those derived, some of which may be undefined."""
    from quiz.language.evaluation import ball_at

    numbers = {name: value for name, value in values.items() if not isinstance(value, str)}
    for name, expression in derived.items():
        numbers[name] = settled(*ball_at(expression, numbers))
    return numbers


def _check_finite(question: Question, numbers: Mapping[str, float]) -> None:
    for name, text in question.let.items():
        if not math.isfinite(numbers[name]):
            raise VariantError("not-finite", ("let", name), expression=text)
