"""Tree -> block: rows, fractions, roots, fences and what else has two dimensions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quiz.maths.accents import braced, marked
from quiz.maths.block import (
    EMPTY,
    Block,
    Tallness,
    above,
    aligned,
    beside,
    column,
    heightened,
    line,
    room,
)
from quiz.maths.delimiters import grown, roomy
from quiz.maths.grids import arranged
from quiz.maths.scripts import attached, small_above, small_below, with_limits
from quiz.maths.spacing import Placed, items, placed, roles
from quiz.maths.tree import (
    Accent,
    Arrow,
    Brace,
    Fence,
    Fraction,
    Frame,
    Grid,
    Node,
    Phantom,
    Role,
    Root,
    Row,
    Script,
    Space,
    Stack,
    Symbol,
    Text,
    Word,
)


@dataclass(frozen=True, slots=True)
class Style:
    """How to draw.

    Attributes:
        flat: a root without a line over it, in brackets, so that it stays in its line of text.
        aside: limits at the side of their sum where small letters can show them.
        tight: without the space around signs.
    """

    flat: bool = False
    aside: bool = False
    tight: bool = False


DISPLAY = Style()
INLINE = Style(flat=True, aside=True)
_SCRIPT = Style(flat=True, aside=True, tight=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """A thing of a row, drawn, with the cells before it."""

    block: Block
    gap: int
    placed: Placed


def draw(node: Node, style: Style) -> Block:
    """The picture of a tree."""
    match node:
        case Symbol(glyph=text) | Word(text=text) | Text(text=text):
            return line(text)
        case Row() | Space():
            return joined(pieces(node, style))
        case Script():
            return _script(node, style)
        case Fraction():
            return _fraction(node, style)
        case Fence():
            return _fence(node, style)
        case Root():
            return _root(node, style)
        case Accent():
            return marked(draw(node.body, style), node.name)
        case Grid():
            return _grid(node, style)
        case _:
            return _rare(node, style)


def pieces(node: Node, style: Style) -> list[Piece]:
    """The things of a row, drawn."""
    found: list[Piece] = []
    for part in placed(items(node), style.tight):
        if isinstance(part.node, Script):
            block = _script(part.node, style, part.crowded)
        else:
            block = draw(part.node, style)
        gap = room(found[-1].block, block, part.gap) if found else part.gap
        found.append(Piece(block, gap, part))
    return found


def joined(parts: list[Piece]) -> Block:
    """Drawn things as one block."""
    return beside([part.block for part in parts], [part.gap for part in parts])


# --- Scripts --------------------------------------------------------------------------------


def _script(node: Script, style: Style, crowded: bool = False) -> Block:
    below = None if node.below is None else draw(node.below, _SCRIPT)
    over = None if node.above is None else draw(node.above, _SCRIPT)
    base = node.base
    if node.limits or (node.limits is None and getattr(base, "limits", False)):
        small = small_below(below) is not None and small_above(over, crowded) is not None
        if not (style.aside and small and not node.limits):
            return with_limits(draw(base, style), below, over, Tallness.LIMITS)
    if not _stands_alone(base):
        base = Fence(("(", ")"), (base,))
    block = draw(base, style)
    return attached(block, below, over, _anchor(base, block), crowded)


def _stands_alone(base: Node) -> bool:
    """Whether a script after the base is seen to belong to the whole of it."""
    if isinstance(base, Row):
        return not base.items
    return not isinstance(base, Script | Fraction | Root | Brace) and not (
        isinstance(base, Grid) and not base.marks[1]
    )


def _anchor(base: Node, block: Block) -> tuple[int, int]:
    """How far up and down the right edge of a base reaches."""
    if isinstance(base, Fence) and not _grows(base, block.tallness):
        return 0, 0
    return block.up, block.down


# --- Fractions, fences, roots ---------------------------------------------------------------


def _fraction(node: Fraction, style: Style) -> Block:
    style = replace(style, aside=True)
    upper, lower = draw(node.numerator, style), draw(node.denominator, style)
    width = max(upper.width, lower.width)
    if node.line and Tallness.TALL in (upper.tallness, lower.tallness):
        width += 2  # the longer line is the outer one
    bar = line(("─" if node.line else " ") * width)
    stack = above([upper, bar, lower], 1)
    return Block(stack.lines, stack.baseline, stack.width, Tallness.TALL)


def _grows(fence: Fence, tallness: Tallness) -> bool:
    return tallness >= (Tallness.LIMITS if fence.stretched else Tallness.TALL)


def _fence(node: Fence, style: Style) -> Block:
    bodies = [draw(part, style) for part in node.parts]
    parts: list[Block] = []
    gaps: list[int] = []
    whole = beside(bodies)
    grows = _grows(node, whole.tallness)
    if grows:
        whole = roomy(node.marks, whole)
    for at, mark in enumerate(node.marks):
        middle = 0 < at < len(node.marks) - 1
        parts.append(grown(mark, whole) if grows else line(mark))
        gaps.append(int(middle or (at > 0 and _touches(mark, bodies[-1], -1))))
        if at < len(bodies):
            parts.append(bodies[at])
            gaps.append(int(at > 0 or _touches(mark, bodies[0], 0)))
    return beside(parts, gaps)


def _touches(mark: str, body: Block, side: int) -> bool:
    """Whether a bar would stand beside another bar, as in | |x| - |y| |."""
    return mark in ("|", "‖") and body.width > 0 and body.row(0)[side] in "|‖│║"


def _root(node: Root, style: Style) -> Block:
    body = draw(node.body, style)
    index = EMPTY
    if node.index is not None:
        index = attached(EMPTY, None, draw(node.index, _SCRIPT))
    if body.height == 1 and _is_plain(node.body):
        root = beside([line("√"), body])
    elif body.height == 1 and style.flat:
        root = line(f"√({body.lines[0]})")
    elif body.up == 0:
        root = beside([line("√"), above([line("_" * body.width), body], 1)])
    else:
        return _tall_root(body, index)
    return beside([index, root])


def _is_plain(radicand: Node) -> bool:
    """A single letter or number, perhaps with an index: a root before it ends with it."""
    if isinstance(radicand, Script) and radicand.above is None:
        radicand = radicand.base
    return isinstance(radicand, Symbol) or (
        isinstance(radicand, Accent) and isinstance(radicand.body, Symbol)
    )


def _tall_root(body: Block, index: Block) -> Block:
    """A root with a stem; its index stands at the sign, on the last line."""
    sign = [" ┌─", *[" │ "] * (body.height - 1), "√│ "]
    covered = ["─" * body.width, *body.lines]
    last = body.height
    root = beside([index, column(sign, last), column(covered, last)])
    return Block(root.lines, root.baseline - body.down, root.width, body.tallness)


# --- Grids, and what is rarer ---------------------------------------------------------------


def _grid(node: Grid, style: Style) -> Block:
    paired = node.name == "aligned"
    cells = []
    for row in node.rows:
        nodes = [_after_nothing(cell) if paired and at % 2 else cell for at, cell in enumerate(row)]
        cells.append([draw(cell, style) for cell in nodes])
    tallness = Tallness.FLAT if node.name == "substack" else Tallness.TALL
    return arranged(cells, node.columns, node.marks, tallness, paired)


def _after_nothing(cell: Node) -> Node:
    """A cell that begins with the sign its row is aligned at: the sign keeps its space."""
    return Row((Row(), *items(cell)))


def _rare(node: Node, style: Style) -> Block:
    match node:
        case Stack(base=base):
            over = None if node.over is None else draw(node.over, _SCRIPT)
            under = None if node.under is None else draw(node.under, _SCRIPT)
            flat = Role.RELATION in roles(base)
            tallness = Tallness.FLAT if flat else Tallness.LIMITS
            return with_limits(draw(base, style), under, over, tallness)
        case Brace(body=body, label=label):
            text = None if label is None else draw(label, _SCRIPT)
            block = braced(draw(body, style), text, node.over)
            return Block(block.lines, block.baseline, block.width, Tallness.TALL)
        case Arrow():
            return _arrow(node)
        case Frame(body=body):
            return _frame(draw(body, style))
        case Phantom(body=body):
            block = draw(body, style)
            return Block((" " * block.width,) * block.height, block.baseline, block.width)
    raise TypeError(node)


def _arrow(node: Arrow) -> Block:
    over = None if node.over is None else draw(node.over, _SCRIPT)
    under = None if node.under is None else draw(node.under, _SCRIPT)
    width = 2 + max(part.width for part in (over, under, EMPTY) if part is not None)
    shaft = ("═" if node.glyph in "⇒⇐" else "─") * (width - 1)
    pointing_left = node.glyph in "←⇐"
    if node.glyph == "↔":
        text = "←" + shaft[1:] + "→"
    else:
        text = node.glyph + shaft if pointing_left else shaft + node.glyph
    return with_limits(line(text), under, over, Tallness.FLAT)


def _frame(body: Block) -> Block:
    body = aligned(heightened(body, body.up, body.down), body.width + 2, "c")
    lines = [
        "┌" + "─" * body.width + "┐",
        *("│" + row + "│" for row in body.lines),
        "└" + "─" * body.width + "┘",
    ]
    return Block(tuple(lines), body.baseline + 1, body.width + 2, Tallness.TALL)
