"""Kind `choices`: several options may be right, and all of them are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

from basis.texts import Message
from quiz.finding import Problem
from quiz.kinds.choosing import Choosing, choice_prompt, right
from quiz.kinds.labels import read_options
from quiz.kinds.options import entries, find, why
from quiz.mark import Answer, Mark
from quiz.prompt import Option, Prompt, Variant
from quiz.question import Question


class Choices(Choosing):
    """Key and value are names of options in the author's order.

    The score is (hits - false ones) / right ones, and never below zero.
    """

    def problems(self, question: Question) -> Iterator[Problem]:
        """Also: no right option, or no wrong one."""
        yield from super().problems(question)
        found = len(right(question))
        if not 0 < found < len(question.body["choices"]):
            yield Problem("some-correct", ("choices",), {"found": found})

    def prompt(self, variant: Variant) -> Prompt:
        """Options in the drawn order."""
        return choice_prompt(variant, Message("how_choices"), right(variant.question))

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """Labels in any order."""
        chosen = {option.name for option in read_options(prompt, typed, prompt.options)}
        things = entries(prompt.question, "choices")
        return Answer(typed, tuple(thing.name for thing in things if thing.name in chosen))

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """Says what was too much and what was missed, option by option."""
        chosen, key = set(answer.value), set(prompt.key)
        excess = [option for option in prompt.options if option.name in chosen - key]
        missed = [option for option in prompt.options if option.name in key - chosen]
        things = entries(prompt.question, "choices")
        betrayed = [find(things, option.name) for option in (*excess, *missed)]
        return Mark(
            score=max(0, len(key) - len(missed) - len(excess)) / len(key),
            feedback=(
                *(_about(prompt, option, "choices_excess") for option in excess),
                *(_about(prompt, option, "choices_missed") for option in missed),
            ),
            says=tuple(thing.name for thing in betrayed),
            concepts=tuple(
                dict.fromkeys(concept for thing in betrayed for concept in thing.row["concepts"])
            ),
        )

    def chance(self, prompt: Prompt) -> float:
        """What the best blind strategy gets: options ticked at random, their number chosen well."""
        count, right_ones = len(prompt.options), len(prompt.key)
        return max(_expected(count, right_ones, ticked) for ticked in range(1, count + 1))


def _about(prompt: Prompt, option: Option, key: str) -> Message:
    said = why(prompt.variant, find(entries(prompt.question, "choices"), option.name))
    if said:
        return Message(key, {"label": option.label, "why": said[0]})
    return Message(f"{key}_bare", {"label": option.label, "option": option.text})


def _expected(count: int, right_ones: int, ticked: int) -> float:
    """Expected score of who ticks so many at random; hits are hypergeometric."""
    gained = sum(
        comb(right_ones, hits) * comb(count - right_ones, ticked - hits) * max(0, 2 * hits - ticked)
        for hits in range(min(right_ones, ticked) + 1)
    )
    return gained / comb(count, ticked) / right_ones
