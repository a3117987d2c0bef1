"""Texts with drawn numbers in them: `<< x >>`, `<% if x > 0 %>`, `<# a comment #>`.

TeX's braces mean nothing here, but for the Korean particles of quiz/variants/particles.py. jinja2
is loaded only when a text has such marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from basis.texts import Text
from quiz.errors import VariantError
from quiz.variants.particles import choose_particles

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


def fill_marked(text: str, values: Mapping[str, Any]) -> str:
    """A text with marks around all that was filled in: BEGIN and END of quiz/variants/sandbox.py.

    Raises:
        VariantError: as `fill` does.
    """
    from quiz.variants.sandbox import render

    return render(text, values, marked=True)


def fill_text(
    text: Text | Mapping[str, str], values: Mapping[str, Any], at: tuple[str | int, ...] = ()
) -> Text:
    """Fill values into both languages of a text, which may still be a mapping of a bank.

    Korean particles are chosen by what was filled in.

    Raises:
        VariantError: as `fill` does.
    """
    both = {"ko": text.ko, "en": text.en} if isinstance(text, Text) else text
    filled = {lang: fill(both[lang], values, (*at, lang)) for lang in ("ko", "en")}
    return Text(ko=choose_particles(filled["ko"]), en=filled["en"])
