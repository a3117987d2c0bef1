"""Texts of the grader in Korean and English (grader/messages), and how it says its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import basis.texts
from basis.texts import Text

_IDENTIFIER = re.compile(r"[A-Za-z_][\w.\[\]\"]*\Z")
_SIZED = re.compile(r"(tuple|list|dict|str) of (\d+)")


class Texts(basis.texts.Texts):
    """The grader's texts in one language.

    Args:
        lang: "ko" or "en".
    """

    def __init__(self, lang: str) -> None:
        super().__init__(lang, "grader")

    def fill(self, key: str, fields: Mapping[str, Any]) -> str:
        """The text of a key; an unknown key is shown with its fields rather than raising."""
        template = self.template(key)
        if template is None:
            return super().fill(key, fields)
        known = {name: self._in_words(name, value) for name, value in fields.items()}
        if "type" in fields and "text" in fields:  # an exception, which may have no text
            known["raised"] = ": ".join(filter(None, (str(fields["type"]), str(fields["text"]))))
        text = super().fill(key, known)
        # A sentence may begin with "the value"; a name such as `out` stays as it is written.
        starts_small = template.startswith("{what}") and text.startswith("the ")
        return text[:1].upper() + text[1:] if starts_small else text

    def name(self, what: str) -> str:
        """What a compared value is called: some have a name in this language."""
        return self.template(f"what_{what.replace(' ', '_')}") or what

    def _in_words(self, name: str, value: Any) -> Any:
        """Say what the engine names: the compared value, and types like "tuple of 2"."""
        if name == "what" and isinstance(value, str):
            known = self.name(value)
            return f"`{known}`" if known == value and _IDENTIFIER.match(value) else known
        if name in ("expected_shape", "got_shape") and isinstance(value, list | tuple):
            return str(tuple(value))  # () is a shape too
        if name in ("expected_type", "got_type") and self.lang == "ko":
            return _SIZED.sub(r"길이 \2인 \1", str(value))
        return value


def in_both(key: str, fields: Mapping[str, Any]) -> Text:
    """The text of a key in both languages, as `--json` gives it."""
    return Text(ko=Texts("ko").fill(key, fields), en=Texts("en").fill(key, fields))
