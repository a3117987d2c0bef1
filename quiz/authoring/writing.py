"""Questions as YAML, as an author would have written them, and put at the end of a bank. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from basis.yamltree import YamlFault, load

_WIDTH = 100
#: Words that need no quotes: YAML can take them for nothing else, also within brackets.
_PLAIN = re.compile(r"[A-Za-z가-힣0-9(][\w가-힣 .()/+*^=%-]*[\w가-힣.)%]|[A-Za-z가-힣]")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?")
_LIKE_NUMBER = re.compile(r"[-+.\d][-+.\d_eE:xo]*")
_WORDS = frozenset("true false null yes no on off".split())


def question_yaml(question: Mapping[str, Any]) -> str:
    """A question as an entry of a bank.

    Args:
        question: keys with plain data; texts are `{"ko": ..., "en": ...}` or a text for both.
    """
    return "- " + "\n".join(_mapping(question, 2))[2:] + "\n"


def appended(bank: str, entry: str) -> str:
    """A bank with one more question at its end; what was there stays as it is.

    Raises:
        YamlFault: if what was there is no YAML.
        ValueError: if it is no list, or cannot have an entry at its end.
    """
    before = load(bank, Path("bank"))
    if before.data is None:
        return f"{bank.rstrip()}\n{entry}".lstrip()
    if not isinstance(before.data, list):
        raise ValueError("no list")
    line, column = before.position(0)
    dash = bank.removeprefix("\ufeff").splitlines()[line - 1].find("-")
    margin = " " * (dash if 0 <= dash < column - 1 else 0)
    more = "".join(f"{margin}{row}\n" if row else "\n" for row in entry.rstrip("\n").split("\n"))
    after = f"{bank.rstrip()}\n\n{more}"
    try:
        fits = load(after, Path("bank")).data == [*before.data, *load(entry, Path("entry")).data]
    except YamlFault:
        fits = False
    if not fits:
        raise ValueError("no place for an entry")
    return after


# --- Blocks --------------------------------------------------------------------------------------


def _mapping(keys: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in keys.items():
        head = f"{' ' * indent}{key}:"
        short = None if _is_rows(value) else _flow(value)
        if short is not None and len(head) + len(short) < _WIDTH:
            yield f"{head} {short}"
        else:
            first, *rest = _block(value, indent + 2)
            yield f"{head}{first}"
            yield from rest


def _rows(values: list[Any], indent: int) -> Iterator[str]:
    for value in values:
        short = _flow(value)
        if short is not None and indent + 2 + len(short) <= _WIDTH:
            yield f"{' ' * indent}- {short}"
        elif isinstance(value, Mapping):
            first, *rest = _mapping(value, indent + 2)
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from rest
        else:
            first, *rest = _block(value, indent + 2)
            yield f"{' ' * indent}-{first}"
            yield from rest


def _block(value: Any, indent: int) -> Iterator[str]:
    """What stands after a colon or a dash, and the lines below it."""
    if isinstance(value, Mapping):
        yield ""
        yield from _mapping(value, indent)
    elif isinstance(value, list):
        yield ""
        yield from _rows(value, indent)
    elif isinstance(value, str) and "\n" in value:
        yield " |" if value.endswith("\n") else " |-"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{' ' * indent}{line}" if line else ""
    else:
        yield f" {_flow(value)}"


def _is_rows(value: Any) -> bool:
    """Whether this is a list of things with names, one a line."""
    return isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value)


# --- On one line ---------------------------------------------------------------------------------


def _flow(value: Any) -> str | None:
    """A value on one line; None if it has lines of its own."""
    if isinstance(value, Mapping):
        parts = [(key, _flow(part)) for key, part in value.items()]
        known = [f"{key}: {part}" for key, part in parts if part is not None]
        return "{" + ", ".join(known) + "}" if len(known) == len(parts) else None
    if isinstance(value, list):
        items = [_flow(part) for part in value]
        known = [item for item in items if item is not None]
        return "[" + ", ".join(known) + "]" if len(known) == len(items) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return _scalar(value) if isinstance(value, str) else str(value)


def _scalar(text: str) -> str | None:
    if "\n" in text:
        return None
    if _NUMBER.fullmatch(text):
        return text
    unclear = text.lower() in _WORDS or _LIKE_NUMBER.fullmatch(text) or "  " in text
    if _PLAIN.fullmatch(text) and not unclear:
        return text
    return "'" + text.replace("'", "''") + "'"
