"""Kind `numeric`: one number, within a tolerance, in one of some units."""

from __future__ import annotations

from collections.abc import Iterator

from basis.texts import Message
from quiz.finding import Problem
from quiz.kinds.computed import computed_prompt
from quiz.kinds.kind import Kind
from quiz.kinds.quantity import Quantity, quantity_problems
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question


class Numeric(Kind):
    """A number or an expression without names is typed."""

    def problems(self, question: Question) -> Iterator[Problem]:
        """Expressions that cannot be read."""
        yield from quantity_problems(question, question.body, ())

    def prompt(self, variant: Variant) -> Prompt:
        """Compute the key."""
        quantity = _quantity(variant)
        return computed_prompt(
            variant, how=_how(quantity), key=quantity.key, key_text=quantity.shown
        )

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """A key that cannot be typed, misconceptions that cannot be told apart."""
        yield from _quantity(prompt.variant).problems()

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Read a number with its unit."""
        reading = _quantity(prompt.variant).read(typed)
        return Answer(typed, reading, reading.echo)

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """1 within the tolerance, 0.5 if only rounding is off."""
        return _quantity(prompt.variant).mark(answer.value)

    def chance(self, prompt: Prompt) -> float:
        """Nobody guesses a number."""
        return 0.0


def _quantity(variant: Variant) -> Quantity:
    return Quantity.of(variant.question.body, variant.values)


def _how(quantity: Quantity) -> Message:
    decimals = quantity.tolerance.decimals
    if quantity.units:
        return Message("how_numeric_unit", {"units": list(quantity.units)})
    if decimals:
        return Message("how_numeric_decimals", {"decimals": decimals})
    return Message("how_numeric")
