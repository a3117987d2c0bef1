"""Subscripts and superscripts, as small letters in the line or as lines of their own."""

from __future__ import annotations

import re

from rich.cells import cell_len

from quiz.maths.alphabets import lowered, raised
from quiz.maths.block import Block, Tallness, above, aligned

#: Raised signs that look like a multiplication, or nothing at all, between two values.
_STARS = "*⋆"
#: Subscripts in the line that need no braces, and one at the end of a line.
_BARE = re.compile(r"[A-Za-z0-9]+|[가-힣]+|\w")
_LABEL = re.compile(rf"_(?:{_BARE.pattern})$")


def small_above(script: Block | None, crowded: bool = False) -> str | None:
    """A superscript in small letters; "" for none, None where it needs a line of its own.

    Args:
        script: the superscript as a block.
        crowded: a value follows at once: `f^*(x)` in one line would be a product.
    """
    if script is None:
        return ""
    if script.height > 1 or (crowded and script.lines[0][-1:] in _STARS):
        return None
    return raised(script.lines[0])


def small_below(script: Block | None) -> str | None:
    """A subscript in small letters; "" for none, None where it needs a line of its own."""
    if script is None:
        return ""
    return lowered(script.lines[0]) if script.height == 1 else None


def level_below(script: Block, over: Block | None) -> str:
    """A subscript written in the line, as in L_simple; "" where it need not or cannot be.

    Args:
        script: the subscript as a block.
        over: the superscript, which must not seem to belong to the subscript.
    """
    if script.height > 1 or lowered(script.lines[0]) is not None:
        return ""
    text = script.lines[0]
    return f"_{text}" if over is None and _BARE.fullmatch(text) else f"_{{{text}}}"


def runs_on(left: Block, right: Block) -> bool:
    """Whether what stands behind a subscript in the line would be read as more of it."""
    label = _LABEL.search(left.row(0))
    return bool(label) and right.row(0)[:1].isalnum()


def with_limits(base: Block, below: Block | None, over: Block | None, tallness: Tallness) -> Block:
    """A base with scripts straight below and above it."""
    width = max(part.width for part in (base, below, over) if part is not None)
    base = aligned(base, base.width + (width - base.width + 1) // 2, "r")  # nearer to what follows
    parts = [part for part in (over, aligned(base, width, "l"), below) if part is not None]
    stack = above(parts, 0 if over is None else 1)
    return Block(stack.lines, stack.baseline, stack.width, max(stack.tallness, tallness))


def attached(
    base: Block,
    below: Block | None,
    over: Block | None,
    anchor: tuple[int, int] = (0, 0),
    crowded: bool = False,
) -> Block:
    """A base with scripts at its right side.

    Small letters stand at the corners of the base. A script that needs more than them gets lines
    of its own, above or below the line of the letter it belongs to; one may be small and the other
    not.

    Args:
        base: what has the scripts.
        below: the subscript.
        over: the superscript.
        anchor: how far up and down from the baseline the right edge of the base reaches.
        crowded: see `small_above`.
    """
    upper, lower = small_above(over, crowded), small_below(below)
    rows: dict[int, str] = {}
    if lower:
        rows[anchor[1]] = lower
    if upper:
        rows[-anchor[0]] = rows.get(-anchor[0], "") + upper
    if over is not None and upper is None:
        bottom = -anchor[0] or -1
        rows |= {bottom - over.height + 1 + at: row for at, row in enumerate(over.lines)}
    if below is not None and lower is None:
        top = anchor[1] or 1
        rows |= {top + at: row for at, row in enumerate(below.lines)}
    return _beside(base, rows, max(part.tallness for part in (base, below, over) if part))


def _beside(base: Block, rows: dict[int, str], tallness: Tallness) -> Block:
    """A base with texts at its right, by their distance from the baseline."""
    if not rows:
        return base
    up = max(base.up, -min(rows))
    down = max(base.down, max(rows))
    width = max(map(cell_len, rows.values()))
    lines = []
    for offset in range(-up, down + 1):
        script = rows.get(offset, "")
        lines.append(base.row(offset) + script + " " * (width - cell_len(script)))
    return Block(tuple(lines), up, base.width + width, tallness)
