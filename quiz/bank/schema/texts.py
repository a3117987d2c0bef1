"""Texts in both languages, and texts that are the same in both."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from quiz.bank.schema.model import Model

MOST_TEXT = 4000

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]+")
#: What needs no translation: maths, code, what templates and blanks put in.
_NEUTRAL = re.compile(
    r"\$\$.+?\$\$|(?<!\\)\$(?:\\.|[^$\\])+\$|`[^`]+`|<<.*?>>|<%.*?%>|<#.*?#>|\[\[.*?\]\]", re.DOTALL
)
_WORD = re.compile(r"[A-Za-z]{2,}")


def is_korean(text: str) -> bool:
    """Whether any of it is written in Hangul."""
    return bool(_HANGUL.search(text))


def _korean(text: str) -> str:
    if not is_korean(text) and _WORD.search(_NEUTRAL.sub(" ", text)):
        raise PydanticCustomError("no_hangul", "")
    return text


def _without_hangul(text: str) -> str:
    if found := _HANGUL.search(text):
        raise PydanticCustomError("hangul_in_english", "", {"found": found[0]})
    return text


def is_plain(value: Any) -> bool:
    """Whether YAML read a text or a number."""
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def spelled(value: Any) -> Any:
    """A number as its author wrote it; anything else as it is."""
    return str(value) if is_plain(value) else value


Content = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TEXT)
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TEXT),
    BeforeValidator(spelled, json_schema_input_type=str | float),
]
EnglishLine = Annotated[Line, AfterValidator(_without_hangul)]


class Translated(Model):
    """A text in both languages. `$..$` is maths, a backquote begins code."""

    ko: Annotated[Content, AfterValidator(_korean)]
    """The Korean text."""
    en: Annotated[Content, AfterValidator(_without_hangul)]
    """The English text."""

    @model_validator(mode="before")
    @classmethod
    def _speaks(cls, value: Any) -> Any:
        """A text in one language only, or something that speaks none."""
        if isinstance(value, str):
            lang = "en" if is_korean(value) else "ko"
            raise PydanticCustomError("missing_language", "", {"lang": lang})
        if isinstance(value, dict) and not value.keys() & {"ko", "en"}:
            raise PydanticCustomError("wrong_type", "", {"wanted": "both"})
        return value


def _same_in_both(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() & {"ko", "en"}:
        return value
    if not is_plain(value):
        raise PydanticCustomError("wrong_type", "", {"wanted": "short"})
    text = str(value).strip()
    if not text:
        raise PydanticCustomError("no_text", "")
    if len(text) > MOST_TEXT:
        raise PydanticCustomError("text_too_long", "", {"limit": MOST_TEXT})
    if is_korean(text):
        raise PydanticCustomError("one_text_for_both", "")
    return Translated.model_construct(ko=text, en=text)


#: A text that may also be written once, where it is the same in both languages.
Short = Annotated[
    Translated, BeforeValidator(_same_in_both, json_schema_input_type=Translated | str | float)
]
