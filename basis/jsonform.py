"""What the JSON documents of both programs have in common. Pure.

A command that fails as a whole prints

    {"schema": 1, "error": {"key", "message": {ko, en}, "exit_code", "fields": {...}}}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from basis.errors import GongbuError
from basis.texts import Text, in_both

#: Version of the document of a failure.
SCHEMA = 1


def both(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"ko": text.ko, "en": text.en}


def plain(value: Any) -> Any:
    """A value that json can write: infinities and NaN become texts, as JSON has none."""
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return str(value)
    return value if isinstance(value, str | int | float | None) else str(value)


def error_form(error: GongbuError) -> dict[str, Any]:
    """What went wrong, in both languages."""
    message = both(in_both(error.package, error.key, error.fields))
    return {"key": error.key, "message": message, "exit_code": error.exit_code}


def failure_form(error: GongbuError) -> dict[str, Any]:
    """The document of a command that failed as a whole."""
    fields = {name: plain(value) for name, value in error.fields.items()}
    return {"schema": SCHEMA, "error": {**error_form(error), "fields": fields}}
