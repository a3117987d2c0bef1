"""Prompts whose key is computed: their texts may use it as `<<key>>`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from basis.texts import Message, Text
from quiz.kinds.prompting import make_prompt
from quiz.prompt import Prompt, Variant


def computed_prompt(variant: Variant, *, how: Message, key: Any, key_text: Text) -> Prompt:
    """A prompt with the drawn numbers and the key in its texts.

    Raises:
        VariantError: if a text cannot be filled.
    """
    known = replace(variant, values={**variant.values, "key": key})
    return replace(make_prompt(known, how=how, key=key, key_text=key_text), variant=variant)
