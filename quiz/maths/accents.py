"""Marks over and under blocks."""

from __future__ import annotations

from quiz.maths.alphabets import accented
from quiz.maths.block import Block, Tallness, above, aligned, line

_SINGLE = {
    "hat": "^",
    "bar": "_",
    "tilde": "~",
    "vec": "→",
    "overleftarrow": "←",
    "dot": ".",
    "ddot": "..",
    "check": "v",
    "breve": "u",
    "acute": "´",
    "grave": "`",
    "mathring": "°",
}
#: Left end, what fills, right end of a mark over several cells.
_WIDE = {
    "hat": "╱‾╲",
    "bar": "___",
    "tilde": "~~~",
    "vec": "──→",
    "overleftarrow": "←──",
    "check": "╲_╱",
}


def marked(body: Block, name: str) -> Block:
    """A block with an accent, an overline or an underline.

    A single letter takes a combining accent and stays one line high; over anything longer the mark
    has a line of its own, as wide as what it covers.
    """
    if body.height == 1 and (letter := accented(body.lines[0], name)):
        return Block((letter,), 0, 1, body.tallness)
    if name == "underline":
        return above([body, line("‾" * body.width)], 0)
    if body.width < 2 or name not in _WIDE:
        return above([line(_SINGLE[name]), body], 1)
    mark = _WIDE[name]
    return above([line(mark[0] + mark[1] * (body.width - 2) + mark[2]), body], 1)


def braced(body: Block, label: Block | None, over: bool) -> Block:
    """A block with a horizontal brace under or over it, and a label beyond the brace."""
    width = max(3, body.width)
    middle = (width - 1) // 2
    tip, ends = ("┴", "╭╮") if over else ("┬", "╰╯")
    brace = ends[0] + "─" * (middle - 1) + tip + "─" * (width - middle - 2) + ends[1]
    parts = [aligned(body, width, "c"), line(brace)]
    if label is not None:
        parts.append(label)
    if over:
        parts.reverse()
    stack = above(parts, len(parts) - 1 if over else 0)
    return Block(stack.lines, stack.baseline, stack.width, Tallness.TALL)
