"""Blocks drawn around blocks: fraction lines, roots, arrows, frames."""

from __future__ import annotations

from quiz.maths.block import Block, Tallness, above, aligned, beside, column, line
from quiz.maths.scripts import with_limits


def fraction(upper: Block, lower: Block, ruled: bool) -> Block:
    """One block over another, with a line between them or without."""
    width = max(upper.width, lower.width)
    if ruled and Tallness.TALL in (upper.tallness, lower.tallness):
        width += 2  # the longer line is the outer one
    stack = above([upper, line(("─" if ruled else " ") * width), lower], 1)
    return Block(stack.lines, stack.baseline, stack.width, Tallness.TALL)


def bracketed_root(body: Block, index: Block) -> Block:
    """A root whose radicand stands in brackets."""
    return beside([index, line("√("), body, line(")")])


def bare_root(body: Block, index: Block) -> Block:
    """A root of a single letter or number."""
    return beside([index, line("√"), body])


def root(body: Block, index: Block) -> Block:
    """A root with a line over its radicand; if the radicand is high, with a stem.

    The index stands at the sign, on the last line.
    """
    if body.up == 0:
        return beside([index, line("√"), above([line("_" * body.width), body], 1)])
    sign = [" ┌─", *[" │ "] * (body.height - 1), "√│ "]
    covered = ["─" * body.width, *body.lines]
    last = body.height
    whole = beside([index, column(sign, last), column(covered, last)])
    return Block(whole.lines, whole.baseline - body.down, whole.width, body.tallness)


def arrow(glyph: str, under: Block | None, over: Block | None) -> Block:
    """An arrow as long as what stands over and under it."""
    width = 2 + max(part.width for part in (over, under) if part is not None)
    shaft = ("═" if glyph in "⇒⇐" else "─") * (width - 1)
    if glyph in "←⇐":
        text = glyph + shaft
    else:
        text = ("←" if glyph == "↔" else shaft[:1]) + shaft[1:] + glyph.replace("↔", "→")
    return with_limits(line(text), under, over, Tallness.FLAT)


def framed(body: Block) -> Block:
    """A block in a box."""
    body = aligned(body, body.width + 2, "c")
    edge = "─" * body.width
    lines = [f"┌{edge}┐", *(f"│{row}│" for row in body.lines), f"└{edge}┘"]
    return Block(tuple(lines), body.baseline + 1, body.width + 2, Tallness.TALL)
