"""Lines of text on a grid of terminal cells, where a Hangul syllable is two cells wide. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells


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


def shorten(text: str, cells: int) -> str:
    """One line of at most this many cells; what does not fit is replaced by an ellipsis."""
    line = " ".join(text.split())
    if cell_len(line) <= cells:
        return line
    return chop_cells(line, cells - 1)[0].rstrip() + "…"
