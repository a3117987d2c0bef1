"""Texts as documents for programs have them: in both languages. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from basis.errors import GongbuError
from basis.jsonform import both
from basis.texts import Message, in_both
from quiz.prompt import Option


def message_form(message: Message) -> dict[str, str]:
    """A message of the quiz."""
    return both(message.text or in_both("quiz", message.key, message.fields))


def said_form(error: GongbuError) -> dict[str, str]:
    """What an error says."""
    return both(in_both(error.package, error.key, error.fields))


def options_form(options: Sequence[Option]) -> list[dict[str, object]]:
    """Options, each with its label."""
    return [{"label": option.label, "text": both(option.text)} for option in options]
