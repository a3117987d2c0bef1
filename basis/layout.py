"""Lines of text on a grid of terminal cells, where a Hangul syllable is two cells wide. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, chop_cells

#: Columns of a screen; a narrower terminal narrows it, a wider one does not widen it.
WIDTH = 80

#: Controls other than newline and tab, surrogates, separators of lines, and direction marks.
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)

#: A word with the spaces after it, or what stands between backticks with what touches it.
_PIECES = re.compile(r" +|(?:`[^`]*`|[^ ])+ *")

_HELD = "\u00a0"  # in the place of a space at which no line ends

_PICTURES = 0x2400  # the block of visible pictures for the C0 controls


def pad(text: str, cells: int) -> str:
    """Fill a text with spaces up to a width; a longer one stays as it is."""
    return text + " " * max(0, cells - cell_len(text))


def pad_left(text: str, cells: int) -> str:
    """Right-align a text within a width."""
    return " " * max(0, cells - cell_len(text)) + text


def wrap(text: str, cells: int) -> list[str]:
    """Break a text into lines of at most this many cells, at spaces where there are any.

    Newlines in the text stay; a word that is wider than a line is broken where it must be.
    """
    cells = max(cells, 8)
    return [line for part in text.split("\n") for line in _wrap_line(part.expandtabs(4), cells)]


def _wrap_line(text: str, cells: int) -> Iterator[str]:
    line: str | None = None  # an empty line is not None: indentation is kept
    for word in text.split(" "):
        longer = word if line is None else f"{line} {word}"
        if cell_len(longer) <= cells:
            line = longer
            continue
        if line and line.strip():
            yield line.rstrip()
        *full, line = chop_cells(word, cells) or [""]
        yield from full
    yield (line or "").rstrip()


def wrap_whole(text: str, cells: int, whole: Iterable[str] = ()) -> list[str]:
    """Break a text into lines at spaces, but nothing that is for copying.

    Commands between backticks stay whole, as does a word that is wider than a line: the terminal
    breaks it where it must, and whoever copies it from there gets it in one piece.

    Args:
        text: with whatever newlines.
        cells: of a line.
        whole: what stays whole, too, such as paths with spaces in them.
    """
    for each in whole:
        text = text.replace(each, each.replace(" ", _HELD))
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for piece in _PIECES.findall(part):
            if line.strip() and cell_len(line + piece.rstrip()) > cells:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return [line.replace(_HELD, " ") for line in lines]


def shorten(text: str, cells: int) -> str:
    """One line of at most this many cells; what does not fit is replaced by an ellipsis."""
    line = " ".join(text.split())
    if cell_len(line) <= cells:
        return line
    return chop_cells(line, cells - 1)[0].rstrip() + "…"


def visible(text: str) -> str:
    r"""Show what a terminal would obey rather than print: escapes, direction marks, surrogates.

    Newlines and tabs stay. What the sandbox lets through was cleaned at its border already, by
    grader/clean.py; this is for file names, and for what stands in files.

    >>> visible("\x1b[2J")
    '␛[2J'
    """
    return text if text.isprintable() else OBEYED.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PICTURES + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"
