"""The time left, for somebody who is typing: when it is said, and what the terminal is sent."""

import re

import pytest
from rich.cells import cell_len

from quiz.exam.countdown import above, crossed, rows

COLUMNS, ROWS = 20, 8


@pytest.mark.parametrize(
    ("before", "now", "moment"),
    [
        (301, 300, 300),
        (300.4, 299.4, 300),
        (300, 299, None),
        (61, 60, 60),
        (60, 59, None),
        (1, 0, 0),
        (0, 0, None),
        (900, 30, 60),  # it was stopped meanwhile: only what is true now is said
        (900, 0, 0),
        (180, 179, None),  # an exam of three minutes
    ],
)
def test_each_moment_comes_once(before, now, moment):
    assert crossed(before, now) == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> ", 1),
        ("> " + "x" * 17, 1),
        ("> " + "x" * 18, 2),  # the next letter begins a row
        ("> " + "x" * 38, 3),
        ("> " + "가" * 8, 1),
        ("> " + "가" * 9, 2),
        ("> x" + "가" * 9, 2),  # one cell stays empty
        ("> x" + "가" * 17, 2),
        ("> x" + "가" * 18, 3),
        ("> x = 1\nprint(x)\n", 3),
        ("\t\t", 1),
        ("\t\t\t", 2),
        ("\x01" * 10, 2),
    ],
)
def test_rows_of_a_line(text, expected):
    assert rows(text, COLUMNS) == expected


class Grid:
    """A terminal of few cells that knows what we send."""

    def __init__(self, *lines):
        self.cells = [*lines] + [""] * (ROWS - len(lines))
        self.row, self.column = 0, 0

    def take(self, text):
        for part in re.findall(r"\x1b\[\d*[A-Za-z]|\x1b.|\r|\n|[^\x1b\r\n]+", text):
            self._do(part)

    def _do(self, part):
        number = int("".join(re.findall(r"\d", part)) or 1) if part[0] == "\x1b" else 0
        if part == "\x1bD" or part == "\n":
            if self.row == ROWS - 1:
                self.cells = [*self.cells[1:], ""]
            self.row = min(self.row + 1, ROWS - 1)
        elif part == "\x1b7":
            self.saved = self.row, self.column
        elif part == "\x1b8":
            self.row, self.column = self.saved
        elif part == "\r":
            self.column = 0
        elif part.endswith("A") and number:
            self.row = max(0, self.row - number)
        elif part.endswith("B") and number:
            self.row = min(ROWS - 1, self.row + number)
        elif part.endswith("L") and number:
            kept = [*self.cells[: self.row], *[""] * number, *self.cells[self.row :]]
            self.cells, self.column = kept[:ROWS], 0
        elif not part.startswith("\x1b"):
            assert self.column == 0 and not self.cells[self.row]  # nothing is overwritten
            self.cells[self.row] = part


@pytest.mark.parametrize("first", range(ROWS))
@pytest.mark.parametrize("typed_rows", [1, 2, 3])
@pytest.mark.parametrize("said", [["now"], ["now", "or never"]])
def test_lines_come_above_the_one_that_is_typed_and_it_stays_whole(first, typed_rows, said):
    """Wherever it is on the screen, and wherever the cursor is in it."""
    if first + typed_rows > ROWS:
        return
    typed = "> " + "abcdefghi" * 9
    typed = typed[: COLUMNS * typed_rows - 5]
    parts = [typed[start : start + COLUMNS] for start in range(0, len(typed), COLUMNS)]
    for cursor in range(typed_rows):
        grid = Grid(*[f"task {row}" for row in range(first)], *parts)
        grid.row, grid.column = first + cursor, 7
        grid.take(above(said, typed, COLUMNS, ROWS))
        there = grid.cells.index(parts[0])
        assert grid.cells[there : there + typed_rows] == parts
        assert (grid.row, grid.column) == (there + cursor, 7)
        assert [line for line in grid.cells if line in said] == said
        if cursor == typed_rows - 1:  # as it nearly always is
            assert grid.cells[there - len(said) : there] == said


def test_the_lines_are_those_that_were_given():
    assert cell_len(re.sub(r"\x1b(\[\d*[A-Za-z]|.)|[\r\n]", "", above(["5분"], "> ", 80, 24))) == 3


@pytest.mark.parametrize(
    ("typed_rows", "said", "height"), [(1, 1, 2), (1, 2, 3), (2, 1, 4), (3, 1, 6), (3, 2, 7)]
)
def test_where_there_is_no_room_nothing_is_said(typed_rows, said, height):
    """What is typed is worth more than what could be said about the time."""
    typed = "x" * (COLUMNS * typed_rows - 5)
    lines = ["now"] * said
    assert above(lines, typed, COLUMNS, height)
    assert above(lines, typed, COLUMNS, height - 1) == ""
