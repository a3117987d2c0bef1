"""The time left of an exam, for somebody who is typing. Pure: the time comes in from outside.

Nobody looks up to the last question for it: it runs in the title of the window, and at some moments
it is said in lines above the one that is typed. That one only moves down. It is not drawn anew, so
that the line editor, and an input method in the middle of a syllable, notice nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

#: Seconds that are left when it is said.
MOMENTS = (300, 60, 0)

_TAB = 8


def crossed(before: float, now: float) -> int | None:
    """The moment that has come since the time left was `before`: the latest one if several have."""
    return min((moment for moment in MOMENTS if now <= moment < before), default=None)


def rows(text: str, columns: int) -> int:
    """How many rows of a terminal a text takes that is typed, the place for what follows included.

    A wide letter that does not fit at the end of a row begins the next one; so does a new line, as
    what is pasted may have.
    """
    row, column = 1, 0
    for letter in text:
        if letter == "\n":
            row, column = row + 1, 0
            continue
        cells = _cells(letter, column)
        if column + cells > columns:
            row, column = row + 1, 0
        column += cells
    return row + (column >= columns)


def _cells(letter: str, column: int) -> int:
    if letter == "\t":
        return _TAB - column % _TAB
    return cell_len(letter) if letter.isprintable() else 2  # ^A


def above(lines: Sequence[str], typed: str, columns: int, height: int) -> str:
    """What a terminal is sent to show lines above the one that is typed, and nothing else changed.

    Nothing, "", where the terminal is so low that what is typed could be pushed out of sight.

    Args:
        lines: none of them longer than a row.
        typed: that line, with its prompt; the cursor may be anywhere in it.
        columns: of the terminal.
        height: its rows.
    """
    typed_rows, count = rows(typed, columns), len(lines)
    # Wherever the cursor is in it, the line moves as one if it is taken to be in the last row.
    room = typed_rows - 1 + count
    if typed_rows + room > height:
        return ""
    up = f"\x1b[{typed_rows - 1}A" if typed_rows > 1 else ""
    return (
        "\x1bD" * room  # the screen scrolls where it ends; the column stays
        + f"\x1b[{room}A\x1b7{up}\x1b[{count}L\r"
        + "\r\n".join(f"\x1b[1m{line}\x1b[0m" for line in lines)
        + f"\x1b8\x1b[{count}B"
    )


#: The title as it was is put on the terminal's stack of titles, where it has one ...
KEEP_TITLE = "\x1b[22;2t"
#: ... and comes back from there; elsewhere there is none any more.
GIVE_TITLE_BACK = "\x1b]2;\x07\x1b[23;2t"


def title(text: str) -> str:
    """What a terminal is sent to have a title."""
    return f"\x1b]2;{text}\x07"
