"""Rectangles of text with a baseline, and how they are put together.

All widths are terminal cells: a Hangul syllable has two, a combining accent none, and what East
Asian typography calls ambiguous (Greek, ∑, ─ ...) one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from rich.cells import cell_len


class Tallness(IntEnum):
    """What makes a block higher than a line; it decides which delimiters grow around it."""

    FLAT = 0  #: a line, perhaps with scripts
    LIMITS = 1  #: sums and the like with something below or above
    TALL = 2  #: fractions, matrices


@dataclass(frozen=True, slots=True)
class Block:
    """A picture of a formula.

    Attributes:
        lines: all of the same width.
        baseline: index of the line that text beside it continues.
        width: cells.
        tallness: what makes it high.
    """

    lines: tuple[str, ...]
    baseline: int
    width: int
    tallness: Tallness = Tallness.FLAT

    @property
    def height(self) -> int:
        """Number of lines."""
        return len(self.lines)

    @property
    def up(self) -> int:
        """Lines above the baseline."""
        return self.baseline

    @property
    def down(self) -> int:
        """Lines below the baseline."""
        return len(self.lines) - 1 - self.baseline

    def row(self, offset: int) -> str:
        """The line at an offset from the baseline (above it is negative); blank outside."""
        index = self.baseline + offset
        return self.lines[index] if 0 <= index < len(self.lines) else " " * self.width


EMPTY = Block(("",), 0, 0)


def line(text: str) -> Block:
    """A block of one line."""
    return Block((text,), 0, cell_len(text))


def column(lines: Sequence[str], baseline: int, tallness: Tallness = Tallness.FLAT) -> Block:
    """A block of lines that have the same width already."""
    return Block(tuple(lines), baseline, cell_len(lines[0]), tallness)


def beside(blocks: Sequence[Block], gaps: Sequence[int] | None = None) -> Block:
    """Blocks side by side on one baseline.

    Args:
        blocks: from left to right.
        gaps: cells before each block; none by default.
    """
    if len(blocks) == 1 and not (gaps and gaps[0]):
        return blocks[0]
    if not blocks:
        return EMPTY
    up = max(block.up for block in blocks)
    down = max(block.down for block in blocks)
    rows = [""] * (up + down + 1)
    width = 0
    for index, block in enumerate(blocks):
        gap = " " * gaps[index] if gaps else ""
        rows = [row + gap + block.row(at - up) for at, row in enumerate(rows)]
        width += len(gap) + block.width
    return Block(tuple(rows), up, width, max(block.tallness for block in blocks))


def above(blocks: Sequence[Block], base: int, align: str = "c") -> Block:
    """Blocks one above the other.

    Args:
        blocks: from top to bottom.
        base: index of the block whose baseline becomes that of the whole.
        align: "l", "c" or "r".
    """
    width = max(block.width for block in blocks)
    lines = [row for block in blocks for row in aligned(block, width, align).lines]
    baseline = sum(block.height for block in blocks[:base]) + blocks[base].baseline
    return Block(tuple(lines), baseline, width, max(block.tallness for block in blocks))


def aligned(block: Block, width: int, align: str) -> Block:
    """A block filled with spaces to a width, standing left, centred or right in it."""
    room = width - block.width
    if room <= 0:
        return block
    left = {"l": 0, "c": room // 2, "r": room}[align]
    before, after = " " * left, " " * (room - left)
    lines = tuple(before + row + after for row in block.lines)
    return Block(lines, block.baseline, width, block.tallness)


def heightened(block: Block, up: int, down: int) -> Block:
    """A block with blank lines added until it reaches so far up and down from its baseline."""
    blank = " " * block.width
    top, bottom = max(0, up - block.up), max(0, down - block.down)
    lines = (blank,) * top + block.lines + (blank,) * bottom
    return Block(lines, block.baseline + top, block.width, block.tallness)


def room(left: Block, right: Block, wanted: int) -> int:
    """Cells to put between two blocks of a row.

    What a block has blank at its edge on the baseline, beside a script or over a wide limit, counts
    as space; off the baseline at least one cell stays free.

    Args:
        left: the block before.
        right: the block after.
        wanted: cells to be blank on the baseline.
    """
    if left.height == 1 and right.height == 1:
        return wanted
    gap = 0
    for offset in range(-min(left.up, right.up), min(left.down, right.down) + 1):
        before, after = left.row(offset), right.row(offset)
        if before.strip() and after.strip():
            blank = _blank_after(before, left) + _blank_before(after, right)
            gap = max(gap, (1 if offset else wanted) - blank)
    return gap


def _blank_after(row: str, block: Block) -> int:
    return len(row) - len(row.rstrip()) if block.height > 1 else 0


def _blank_before(row: str, block: Block) -> int:
    return len(row) - len(row.lstrip()) if block.height > 1 else 0
