"""Formulas wider than the screen, broken at relations, then at + and -."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quiz.maths.block import Block, aligned, beside
from quiz.maths.drawing import DISPLAY, INLINE, LEVEL, Piece, draw, pieces
from quiz.maths.tree import Grid, Node, Role, Symbol

_HANG = 4  #: columns that a broken line stands in, where there is nothing to align it to
_STATEMENTS = 2  #: cells between things that are statements of their own


def broken(tree: Node, width: int) -> Block | None:
    """A formula over several lines, each at most so wide; None where that cannot be done."""
    if isinstance(tree, Grid):
        return None
    parts = pieces(tree, DISPLAY)
    for align in (True, False):
        lines = [
            row
            for statements in _filled(_split(parts, _begins_statement), width)
            for row in _statement(statements, width, align)
        ]
        blocks = [_indented(row, indent) for indent, row in lines]
        if all(block.width <= width for block in blocks):
            return _under_each_other(blocks)
    return None


def inline(tree: Node, width: int) -> list[Block] | None:
    """A formula within a line of text: parts between which the line may end.

    Args:
        tree: the formula.
        width: cells of a line. What takes less than half of it stays whole.

    Returns:
        The parts, with one cell to be put between two of them; None if one is too wide.
    """
    level, tall = draw(tree, LEVEL), draw(tree, DISPLAY)
    hangs = draw(tree, INLINE) != level  # a subscript would leave a hole in its line
    style, whole = (LEVEL, level) if hangs or level.height < tall.height else (DISPLAY, tall)
    if 2 * whole.width <= width:
        return [whole]
    parts = [_indented(group, 0) for group in _split(pieces(tree, style), _may_begin_line)]
    return parts if all(part.width <= width for part in parts) else None


# --- Where a line may begin -----------------------------------------------------------------


def _is_relation(piece: Piece) -> bool:
    glyph = piece.placed.node.glyph if isinstance(piece.placed.node, Symbol) else ""
    return piece.placed.role is Role.RELATION and piece.gap > 0 and glyph not in ("|", "‖")


def _begins_relation(before: Piece, piece: Piece) -> bool:
    return _is_relation(piece)


def _begins_term(before: Piece, piece: Piece) -> bool:
    node = piece.placed.node
    joins = piece.placed.role is Role.BINARY
    return joins and isinstance(node, Symbol) and node.glyph in "−+±∓"


def _begins_statement(before: Piece, piece: Piece) -> bool:
    return piece.gap >= _STATEMENTS or before.placed.role is Role.PUNCTUATION


def _may_begin_line(before: Piece, piece: Piece) -> bool:
    return _is_relation(piece) or _begins_term(before, piece) or _begins_statement(before, piece)


def _split(parts: Sequence[Piece], begins: Callable[[Piece, Piece], bool]) -> Iterator[list[Piece]]:
    """Cut a row before the pieces that begin something."""
    group: list[Piece] = []
    for part in parts:
        if group and begins(group[-1], part):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _filled(groups: Iterable[list[Piece]], width: int) -> Iterator[list[Piece]]:
    """Join groups for as long as they fit on a line."""
    row: list[Piece] = []
    for group in groups:
        if row and _width(row + group) > width:
            yield row
            row = []
        row = row + group
    yield row


# --- Lines ----------------------------------------------------------------------------------


def _statement(parts: list[Piece], width: int, align: bool) -> Iterator[tuple[int, list[Piece]]]:
    """Lines with their indentation.

    Args:
        parts: what is too wide, perhaps.
        width: cells.
        align: relations stand below each other; otherwise all lines but the first are indented.
    """
    if _width(parts) <= width:
        yield 0, parts
        return
    first, *groups = _split(parts, _begins_relation)
    indent = _HANG
    if _is_relation(first[0]) or not groups:
        first, groups, indent = [], [first, *groups], 0
    elif align and 3 * _width(first) <= width:
        indent = _width(first) + groups[0][0].gap
    row, at = first, 0
    for group in groups:
        if row and at + _width(row + group) > width and (row is not first or indent == _HANG):
            yield from _terms(row, at, width)
            row, at = [], indent
        row = row + group
    yield from _terms(row, at, width)


def _terms(parts: list[Piece], indent: int, width: int) -> Iterator[tuple[int, list[Piece]]]:
    """One line, or several that are broken at + and - and stand to the right of the relation."""
    hang = indent
    for at, part in enumerate(parts):
        if _is_relation(part):
            hang += _width(parts[:at]) + (1 if at else 0) + part.block.width + 1
            break
    if 2 * hang > width:
        hang = indent + 2
    row: list[Piece] = []
    for group in _split(parts, _begins_term):
        if row and indent + _width(row + group) > width:
            yield indent, row
            row, indent = [], hang
        row = row + group
    yield indent, row


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
