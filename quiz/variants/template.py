"""Texts with drawn numbers in them: `<< x >>`, `<% if x > 0 %>`, `<# a comment #>`.

TeX's braces mean nothing here. jinja2 is loaded only when a text has such marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from basis.texts import Text
from quiz.errors import VariantError

_MARKS = ("<<", "<%", "<#")


def is_template(text: str) -> bool:
    """Whether a text has anything to fill in."""
    return any(mark in text for mark in _MARKS)


def fill(text: str, values: Mapping[str, Any], at: tuple[str | int, ...] = ()) -> str:
    """Fill values into a text.

    Args:
        text: the template.
        values: numbers, texts, and lists of them, by name.
        at: keys of the question that lead to the text, for the error.

    Raises:
        VariantError: if the template is none, wants what it may not have, or fails.
    """
    if not is_template(text):
        return text
    from quiz.variants.sandbox import render

    try:
        return render(text, values)
    except VariantError as error:
        raise VariantError(error.problem.rule, at, **error.problem.fields) from None


def fill_text(
    text: Text | Mapping[str, str], values: Mapping[str, Any], at: tuple[str | int, ...] = ()
) -> Text:
    """Fill values into both languages of a text, which may still be a mapping of a bank.

    Raises:
        VariantError: as `fill` does.
    """
    both = {"ko": text.ko, "en": text.en} if isinstance(text, Text) else text
    return Text(**{lang: fill(both[lang], values, (*at, lang)) for lang in ("ko", "en")})
