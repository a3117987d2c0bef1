"""Formulas wider than the screen, broken at relations, then at + and -."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quiz.maths.block import Block, aligned, beside
from quiz.maths.drawing import DISPLAY, INLINE, Piece, draw, pieces
from quiz.maths.tree import Grid, Node, Role, Symbol

_HANG = 4  #: columns that a broken line stands in, where there is nothing to align it to
_STATEMENTS = 2  #: cells between things that are statements of their own


def broken(tree: Node, width: int) -> Block | None:
    """A formula over several lines, each at most so wide; None where that cannot be done."""
    if isinstance(tree, Grid):
        return None
    lines: list[tuple[int, list[Piece]]] = []
    for statement in _split(pieces(tree, DISPLAY), _begins_statement):
        lines.extend(_statement(statement, width))
    blocks = [_indented(parts, indent) for indent, parts in lines]
    if any(block.width > width for block in blocks):
        return None
    return _under_each_other(blocks)


def inline(tree: Node, width: int) -> list[Block] | None:
    """A formula within a line of text: parts between which the line may end.

    Args:
        tree: the formula.
        width: cells of a line. What takes less than half of it stays whole.

    Returns:
        The parts, with one cell to be put between two of them; None if one is too wide.
    """
    flat, tall = draw(tree, INLINE), draw(tree, DISPLAY)
    style = INLINE if flat.height < tall.height else DISPLAY
    whole = flat if style is INLINE else tall
    if 2 * whole.width <= width:
        return [whole]
    parts = [_indented(group, 0) for group in _split(pieces(tree, style), _may_begin_line)]
    return parts if all(part.width <= width for part in parts) else None


# --- Where a line may begin -----------------------------------------------------------------


def _is_relation(piece: Piece) -> bool:
    return piece.placed.role is Role.RELATION and piece.gap > 0 and not _is_bar(piece)


def _is_bar(piece: Piece) -> bool:
    return isinstance(piece.placed.node, Symbol) and piece.placed.node.glyph in ("|", "‖")


def _is_sum(piece: Piece) -> bool:
    node = piece.placed.node
    joins = piece.placed.role is Role.BINARY
    return joins and isinstance(node, Symbol) and node.glyph in "−+±∓"


def _begins_statement(piece: Piece) -> bool:
    return piece.gap >= _STATEMENTS


def _may_begin_line(piece: Piece) -> bool:
    return _is_relation(piece) or _is_sum(piece) or _begins_statement(piece)


def _split(parts: Sequence[Piece], begins: Callable[[Piece], bool]) -> Iterator[list[Piece]]:
    """Cut a row before the pieces that begin something."""
    group: list[Piece] = []
    for part in parts:
        if group and begins(part):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


# --- Lines ----------------------------------------------------------------------------------


def _statement(parts: list[Piece], width: int) -> Iterator[tuple[int, list[Piece]]]:
    """Lines with their indentation; relations stand below each other."""
    if _width(parts) <= width:
        yield 0, parts
        return
    first, *groups = _split(parts, _is_relation)
    if _is_relation(first[0]) or not groups:
        groups, first = [first, *groups], []
    indent = _width(first) + groups[0][0].gap if first else 0
    if 3 * indent > width:
        indent = _HANG
        yield from _terms(first, 0, width)
        first = []
    line, at = first, 0 if first else indent
    for group in groups:
        if line and line is not first and at + _width(line + group) > width:
            yield from _terms(line, at, width)
            line, at = [], indent
        line = line + group
    yield from _terms(line, at, width)


def _terms(parts: list[Piece], indent: int, width: int) -> Iterator[tuple[int, list[Piece]]]:
    """One line, or several that are broken at + and - and stand to the right of the relation."""
    hang = indent
    if relation := next((at for at, part in enumerate(parts) if _is_relation(part)), None):
        hang += _width(parts[:relation]) + 1
    hang += 2 if relation is not None else 0
    line: list[Piece] = []
    for group in _split(parts, _is_sum):
        if line and indent + _width(line + group) > width:
            yield indent, line
            line, indent = [], hang
        line = line + group
    yield indent, line


def _width(parts: list[Piece]) -> int:
    return _indented(parts, 0).width


def _indented(parts: list[Piece], indent: int) -> Block:
    gaps = [part.gap for part in parts]
    return beside([part.block for part in parts], [indent, *gaps[1:]])


def _under_each_other(blocks: Sequence[Block]) -> Block:
    """Lines as one block; a blank line keeps the scripts of two lines apart."""
    width = max(block.width for block in blocks)
    rows: list[str] = []
    for at, block in enumerate(blocks):
        if at and (blocks[at - 1].down or block.up):
            rows.append(" " * width)
        rows.extend(aligned(block, width, "l").lines)
    return Block(tuple(rows), blocks[0].baseline, width)
