"""Reading a vector or a matrix as people type it: "1, 2, 3", "(1 2 3)", "[1 2; 3 4]".

Entries stand between commas or, without commas, between spaces; rows end with a semicolon, a new
line or a bracket. Which of the readings is meant, the wanted shape decides: "0,5 0,25" are two
numbers with decimal commas where two are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from basis.texts import Message
from quiz.errors import UnreadableError
from quiz.kinds.number import PLAIN, Reading, read_number

#: Rows of entries; a vector is one row.
Texts: TypeAlias = list[list[str]]
Readings: TypeAlias = tuple[tuple[Reading, ...], ...]
#: Rows and columns of a matrix, or the length of a vector.
Shape: TypeAlias = tuple[int, ...]

#: Characters of an answer: a matrix of 20 by 20 with expressions is no answer to type.
LONGEST = 2000

_BLANKS = re.compile(r"[^\S\n]+")
_NAME = re.compile(r"[^\W\d]\w*\s*=\s*")
_TRANSPOSED = re.compile(r"(?<=[\])}])\s*(?:\^\{?[Tt⊤]\}?|[ᵀ⊤'])\s*\Z")
_ROWS = re.compile(r"\]\s*,?\s*\[|\}\s*,?\s*\{|\)\s*,\s*\(")
_OPENING, _CLOSING = "([{⟨<", ")]}⟩>"
#: Brackets around a matrix: its own, those of a row, and one too many.
_MOST_BRACKETS = 3


def read_array(typed: str, shape: Shape) -> Readings:
    """Read a vector or a matrix of a shape.

    Raises:
        UnreadableError: if it has another shape, or an entry is no number.
    """
    if len(typed) > LONGEST:
        raise UnreadableError("formula_too_long", limit=LONGEST, length=len(typed), column=LONGEST)
    text = _BLANKS.sub(" ", typed.translate(PLAIN)).strip()
    named = _NAME.match(text)
    text = _TRANSPOSED.sub("", text[named.end() if named else 0 :])
    if not text:
        raise UnreadableError("array_empty", wanted=shape_said(shape))
    candidates = list(_candidates(_rows(text)))
    fitting = [texts for texts in candidates if _shape(texts, shape) == shape]
    if not fitting:
        found = shape_said(_shape(candidates[0], shape))
        raise UnreadableError("array_shape", found=found, wanted=shape_said(shape))
    for texts in fitting[:-1]:
        try:
            return _read(texts, shape)
        except UnreadableError:
            continue
    return _read(fitting[-1], shape)


def shape_said(shape: Shape) -> Message:
    """A shape in words."""
    if not shape[-1]:
        return Message("array_ragged")
    if len(shape) == 1:
        return Message("array_of_length", {"count": shape[0]})
    return Message("array_of_rows", {"rows": shape[0], "columns": shape[1]})


def position(index: int, columns: int, shape: Shape) -> str:
    """Where an entry stands, counted from 1."""
    row, column = divmod(index, columns)
    return str(column + 1) if len(shape) == 1 else f"({row + 1}, {column + 1})"


def _rows(text: str) -> list[str]:
    inner = _without_brackets(text)
    rows = re.split(r"[;\n]", inner)
    if len(rows) == 1:
        rows = _ROWS.split(inner)
    return [_without_brackets(row) for row in rows if row.strip()]


def _without_brackets(text: str) -> str:
    """A text without brackets that enclose it, or of which only one end is there."""
    text = text.strip(" ,")
    for _ in range(_MOST_BRACKETS):
        if not text or text[0] not in _OPENING:
            break
        closed = _closed_by(text)
        if closed not in (None, len(text) - 1):
            break
        text = text[1:closed].strip(" ,")
    for _ in range(_MOST_BRACKETS):
        if text[-1:] and text[-1] in _CLOSING and _depth(text) < 0:
            text = text[:-1].strip(" ,")
    return text


def _closed_by(text: str) -> int | None:
    """Where the bracket at the beginning is closed."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if depth == 0:
            return place
    return None


def _depth(text: str) -> int:
    return sum((letter in _OPENING) - (letter in _CLOSING) for letter in text)


def _candidates(rows: list[str]) -> Iterator[Texts]:
    """Ways to part rows into entries, the likeliest first."""
    by_comma = [_parted(row, ",") for row in rows]
    by_space = [_parted(row, " ") for row in rows]
    yield [
        commas if len(commas) > 1 else spaces
        for commas, spaces in zip(by_comma, by_space, strict=True)
    ]
    yield by_space
    yield [[row] for row in rows]


def _parted(row: str, separator: str) -> list[str]:
    """Entries between separators that stand outside of parentheses."""
    parts, depth = [""], 0
    for letter in row:
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == separator and depth <= 0:
            parts.append("")
        else:
            parts[-1] += letter
    if separator == " ":  # "0,5, 0,25"
        return [part for part in (part.strip(",") for part in parts) if part]
    return [part.strip() for part in parts]


def _shape(texts: Texts, wanted: Shape) -> Shape:
    """The shape of a reading; a single row or column is whichever kind of vector is wanted."""
    rows, lengths = len(texts), {len(row) for row in texts}
    columns = max(lengths, default=0)
    if len(lengths) == 1 and 1 in (rows, columns):
        count = rows * columns
        if wanted in ((count,), (1, count), (count, 1)):
            return wanted
        if rows == 1 or len(wanted) == 1:
            return (count,)
    return (rows, columns) if len(lengths) == 1 else (rows, 0)


def _read(texts: Texts, shape: Shape) -> Readings:
    entries = [entry for row in texts for entry in row]
    columns = shape[-1]
    readings = []
    for index, entry in enumerate(entries):
        try:
            readings.append(read_number(entry))
        except UnreadableError as error:
            reason = Message(error.key, error.fields)
            place = position(index, columns, shape)
            raise UnreadableError("array_entry", entry=entry, place=place, reason=reason) from None
    return tuple(
        tuple(readings[start : start + columns]) for start in range(0, len(readings), columns)
    )
