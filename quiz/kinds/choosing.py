"""What `choice` and `choices` share: options to choose from, some of them right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from basis.texts import Message, Text
from quiz.finding import Problem
from quiz.kinds.kind import Kind
from quiz.kinds.labels import numbers
from quiz.kinds.options import (
    entries,
    label_of,
    labelled,
    name_problems,
    option_problems,
    spell_names,
    why_problems,
)
from quiz.kinds.prompting import make_prompt, prompt_problems
from quiz.kinds.shuffling import shuffled
from quiz.prompt import Option, Prompt, Variant
from quiz.question import Question


class Choosing(Kind):
    """A kind whose answers name options by their labels."""

    def problems(self, question: Question) -> Iterator[Problem]:
        """Names that stand twice, wrong options that do not say why."""
        things = entries(question, "choices")
        yield from name_problems(things)
        for thing in things:
            if not thing.row["correct"] and not thing.row["why"]:
                yield Problem("why-missing", thing.at, {"name": thing.name})

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """Options that look the same, texts that are empty or cannot be filled."""
        things = entries(prompt.question, "choices")
        yield from prompt_problems(prompt)
        yield from option_problems(prompt.options, things)
        yield from why_problems(prompt.variant, things)

    def spell(self, prompt: Prompt, answer: str) -> str:
        """Labels for the names of options."""
        return spell_names(answer, label_of(prompt.options))


def right(question: Question) -> tuple[str, ...]:
    """Names of the right options, in the author's order."""
    return tuple(thing.name for thing in entries(question, "choices") if thing.row["correct"])


def choice_prompt(variant: Variant, how: Message, key: Any) -> Prompt:
    """A prompt with the options in their drawn or fixed order.

    Raises:
        VariantError: if a text cannot be filled.
    """
    things = entries(variant.question, "choices")
    if variant.question.body["order"] != "fixed":
        things = [things[place] for place in shuffled(len(things), variant)]
    options = labelled(variant, things, numbers(len(things)))
    names = right(variant.question)
    chosen = [option for option in options if option.name in names]
    return make_prompt(variant, how=how, key=key, key_text=_listed(chosen), options=options)


def _listed(options: list[Option]) -> Text:
    return Text(
        ko="; ".join(f"{option.label}. {option.text.ko}" for option in options),
        en="; ".join(f"{option.label}. {option.text.en}" for option in options),
    )
