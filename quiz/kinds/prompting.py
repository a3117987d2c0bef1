"""What the prompts of all kinds have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from basis.texts import Message, Text
from quiz.errors import VariantError
from quiz.finding import Problem
from quiz.prompt import Option, Prompt, Variant
from quiz.variants.template import fill_text

#: Keys that lead from a question to a part of it.
At = tuple[str | int, ...]


def make_prompt(
    variant: Variant,
    *,
    how: Message,
    key: Any,
    key_text: Text,
    options: tuple[Option, ...] = (),
    others: tuple[Option, ...] = (),
) -> Prompt:
    """A prompt with the drawn numbers in its task, its hint and its explanation.

    Raises:
        VariantError: if one of them cannot be filled.
    """
    question = variant.question
    return Prompt(
        variant=variant,
        text=fill_text(question.prompt, variant.values, ("prompt",)),
        how=how,
        key=key,
        key_text=key_text,
        explanation=fill_text(question.explanation, variant.values, ("explanation",)),
        hint=fill_text(question.hint, variant.values, ("hint",)),
        options=options,
        others=others,
    )


def remark(variant: Variant, text: Mapping[str, str] | None, at: At) -> tuple[Message, ...]:
    """What the author says about an answer, as feedback; nothing where they say nothing.

    Raises:
        VariantError: if the text cannot be filled.
    """
    return (Message("why", text=fill_text(text, variant.values, at)),) if text else ()


def remark_problems(variant: Variant, text: Mapping[str, str] | None, at: At) -> Iterator[Problem]:
    """Why a remark cannot be shown, before somebody's answer calls for it."""
    try:
        for message in remark(variant, text, at):
            if message.text is not None:
                yield from empty(message.text, at)
    except VariantError as error:
        yield error.problem


def prompt_problems(prompt: Prompt) -> Iterator[Problem]:
    """Texts of a prompt that came out empty."""
    yield from empty(prompt.text, ("prompt",))
    yield from empty(prompt.explanation, ("explanation",))
    yield from empty(prompt.hint, ("hint",))


def empty(text: Text, at: At) -> Iterator[Problem]:
    """A problem for each language in which there is nothing to read."""
    for lang, words in (("ko", text.ko), ("en", text.en)):
        if not words.strip():
            yield Problem("empty-text", (*at, lang))
