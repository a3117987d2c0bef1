"""Tree -> block: rows, fractions, roots, fences and what else has two dimensions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quiz.maths import shapes
from quiz.maths.accents import braced, marked
from quiz.maths.block import EMPTY, Block, Tallness, beside, line, room
from quiz.maths.delimiters import grown, roomy
from quiz.maths.grids import arranged
from quiz.maths.scripts import (
    attached,
    level_below,
    runs_on,
    small_above,
    small_below,
    with_limits,
)
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
        level: subscripts that small letters cannot show stay in the line too, behind a _.
    """

    flat: bool = False
    aside: bool = False
    tight: bool = False
    level: bool = False


DISPLAY = Style()
INLINE = Style(flat=True, aside=True)
LEVEL = Style(flat=True, aside=True, level=True)
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
        case Fraction(numerator=upper, denominator=lower):
            inner = replace(style, aside=True)
            return shapes.fraction(draw(upper, inner), draw(lower, inner), node.line)
        case Fence():
            return _fence(node, style)
        case Root():
            return _root(node, style)
        case Accent():
            return _accent(node, style)
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
        if found and not gap and style.level and runs_on(found[-1].block, block):
            gap = 1
        found.append(Piece(block, gap, part))
    return found


def joined(parts: list[Piece]) -> Block:
    """Drawn things as one block."""
    return beside([part.block for part in parts], [part.gap for part in parts])


# --- Scripts --------------------------------------------------------------------------------


def _script(node: Script, style: Style, crowded: bool = False) -> Block:
    below, over = _script_or_none(node.below, style), _script_or_none(node.above, style)
    base = node.base
    if style.level and below is not None and (label := level_below(below, over)):
        after = line(label)
        block = beside([draw(base if _stands_alone(base) else _bracketed(base), style), after])
        return attached(block, None, over, (block.up, block.down), crowded)
    if node.limits or (node.limits is None and getattr(base, "limits", False)):
        small = small_below(below) is not None and small_above(over, crowded) is not None
        if not (style.aside and small and not node.limits):
            return with_limits(draw(base, style), below, over, Tallness.LIMITS)
    if not _stands_alone(base):
        base = _bracketed(base)
    block = draw(base, style)
    return attached(block, below, over, _anchor(base, block), crowded)


def _bracketed(node: Node) -> Node:
    return Fence(("(", ")"), (node,))


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


# --- Fences, roots, accents -----------------------------------------------------------------


def _grows(fence: Fence, tallness: Tallness) -> bool:
    return tallness >= (Tallness.LIMITS if fence.stretched else Tallness.TALL)


def _fence(node: Fence, style: Style) -> Block:
    bodies = [draw(part, style) for part in node.parts]
    return _fenced(node.marks, bodies, _grows(node, max(body.tallness for body in bodies)))


def _fenced(marks: tuple[str, ...], bodies: list[Block], grows: bool) -> Block:
    whole = roomy(marks, beside(bodies)) if grows else EMPTY
    parts: list[Block] = []
    gaps: list[int] = []
    for at, mark in enumerate(marks):
        middle = 0 < at < len(marks) - 1
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
    if body.up == 0 and _is_plain(node.body):
        return shapes.bare_root(body, index)
    if body.up == 0 and style.flat:
        return shapes.bracketed_root(body, index)
    return shapes.root(body, index)


def _is_plain(radicand: Node) -> bool:
    """A single letter or number, perhaps with an index: a root before it ends with it."""
    if isinstance(radicand, Script) and radicand.above is None:
        radicand = radicand.base
    return isinstance(radicand, Symbol) or (
        isinstance(radicand, Accent) and isinstance(radicand.body, Symbol)
    )


def _accent(node: Accent, style: Style) -> Block:
    body = draw(node.body, style)
    if body.tallness > Tallness.FLAT:  # the mark would seem to be on the numerator alone
        body = _fenced(("(", ")"), [body], grows=True)
    return marked(body, node.name)


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
        case Stack():
            return _stack(node, style)
        case Brace(body=body, label=label):
            text = None if label is None else draw(label, _SCRIPT)
            return braced(draw(body, style), text, node.over)
        case Arrow(glyph=glyph):
            under, over = _script_or_none(node.under, style), _script_or_none(node.over, style)
            return shapes.arrow(glyph, under, over)
        case Frame(body=body):
            return shapes.framed(draw(body, style))
        case Phantom(body=body):
            block = draw(body, style)
            return Block((" " * block.width,) * block.height, block.baseline, block.width)
    raise TypeError(node)


def _stack(node: Stack, style: Style) -> Block:
    base = node.base
    if isinstance(base, Row) and all(set(roles(item)) == {Role.ORDINARY} for item in base.items):
        base = _bracketed(base)
    flat = Role.RELATION in roles(base)
    tallness = Tallness.FLAT if flat else Tallness.LIMITS
    under, over = _script_or_none(node.under, style), _script_or_none(node.over, style)
    return with_limits(draw(base, style), under, over, tallness)


def _script_or_none(node: Node | None, style: Style) -> Block | None:
    return None if node is None else draw(node, replace(_SCRIPT, level=style.level))
