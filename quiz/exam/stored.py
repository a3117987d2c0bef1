"""What a step holds as JSON, read with its types checked: a log can be edited or cut. Pure.

All raise ValueError if a value is not what it has to be.
"""

from __future__ import annotations

import json
from typing import Any

#: Of what this version writes.
SCHEMA = 1

#: No number of an exam is larger, and none that is overflows in what follows.
_MOST = 10**12


def form_of(value: str) -> dict[str, Any]:
    """The object that a step of this version holds."""
    try:
        form = json.loads(value)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(form, dict) or form.get("schema") != SCHEMA:
        raise ValueError(f"no object of schema {SCHEMA}")
    return form


def part(form: object, name: str) -> Any:
    """A part of an object, which must have it."""
    if not isinstance(form, dict) or name not in form:
        raise ValueError(f"no {name}")
    return form[name]


def text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def whole(value: object) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is no whole number")
    return value


def number(value: object) -> float:
    """A number, as it was written; not one that is none (NaN) or without end."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _MOST:
        raise ValueError(f"{value!r} is no number")
    return value


def rows(value: object, width: int) -> list[list[Any]]:
    """Lists of so many things each."""
    if not isinstance(value, list) or any(
        not isinstance(row, list) or len(row) != width for row in value
    ):
        raise ValueError(f"no rows of {width}")
    return value
