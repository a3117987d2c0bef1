"""Matrices, cases and aligned lines, from the blocks of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.maths.block import EMPTY, Block, Tallness, aligned, beside, column
from quiz.maths.delimiters import grown, roomy

_GAP = 2
_GAP_OF_PAIRS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of a grid stand.

    Attributes:
        aligns: "l", "c" or "r" for each column.
        gaps: cells before each column.
        rules: columns that have a vertical rule before them.
        widths: cells of each column.
    """

    aligns: str
    gaps: tuple[int, ...]
    rules: frozenset[int]
    widths: tuple[int, ...]

    def row(self, cells: Sequence[Block]) -> Block:
        """One row of the grid."""
        blocks = [aligned(*cell) for cell in zip(cells, self.widths, self.aligns, strict=True)]
        row = beside(blocks, self.gaps)
        if not self.rules:
            return row
        rule = column(["│"] * row.height, row.baseline)
        parts: list[Block] = []
        gaps: list[int] = []
        for at, block in enumerate(blocks):
            if at in self.rules:
                parts.append(rule)
                gaps.append(1)
            parts.append(block)
            gaps.append(1 if at in self.rules else self.gaps[at])
        return beside(parts, gaps)

    def blank(self) -> str:
        """An empty line of the grid."""
        return self.row([EMPTY] * len(self.aligns)).lines[0]


def arranged(
    cells: Sequence[Sequence[Block]],
    columns: str,
    marks: tuple[str, str],
    tallness: Tallness,
    paired: bool = False,
) -> Block:
    """A grid of blocks within delimiters; its baseline is its middle.

    Args:
        cells: rows of blocks; short rows are filled up.
        columns: see `quiz.maths.tree.Grid`.
        marks: delimiters.
        tallness: what the whole counts as.
        paired: each two columns are one equation, with the first column's end at its sign.
    """
    count = max(len(row) for row in cells)
    filled = [[*row, *[EMPTY] * (count - len(row))] for row in cells]
    widths = tuple(max(row[at].width for row in filled) for at in range(count))
    layout = _layout(columns, widths, paired)
    braced = bool({"{", "}"} & set(marks))
    lines = list(_lines([layout.row(row) for row in filled], layout.blank(), braced))
    body = column(lines, (len(lines) - 1) // 2, tallness)
    if not any(marks):
        return body
    body = roomy(marks, body)
    gaps = [0, int(marks[0] == "{"), int(marks[1] == "}")]
    return beside([grown(marks[0], body), body, grown(marks[1], body)], gaps)


def _layout(columns: str, widths: tuple[int, ...], paired: bool) -> Layout:
    letters = columns.replace("|", "")
    aligns = (letters * len(widths))[: len(widths)]
    rules, at = set(), 0
    for sign in columns:
        if sign == "|":
            rules.add(at)
        else:
            at += 1
    gaps = [_GAP] * len(widths)
    if paired:
        gaps = [0 if at % 2 else _GAP_OF_PAIRS for at in range(len(widths))]
    return Layout(aligns, (0, *gaps[1:]), frozenset(rules), widths)


def _lines(rows: Sequence[Block], blank: str, braced: bool) -> Iterator[str]:
    """The lines of all rows, with a blank one where the scripts of two rows would meet.

    In braces an even number of rows is parted in the middle, where the tip of the brace is.
    """
    for at, row in enumerate(rows):
        crossing = at and (rows[at - 1].down or row.up)
        if crossing or (braced and at and 2 * at == len(rows)):
            yield blank
        yield from row.lines
