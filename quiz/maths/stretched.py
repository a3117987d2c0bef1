r"""`\left ( ... \right )`, and delimiters of a chosen size."""

from __future__ import annotations

from quiz.maths import symbols
from quiz.maths.pairs import row_of
from quiz.maths.reader import Reader
from quiz.maths.spacing import items
from quiz.maths.tree import Fence, Node, Role, Space, Symbol


def left(reader: Reader, name: str) -> Node:
    r"""Read from `\left` to its `\right`, with any `\middle` between them."""
    marks, parts = [_delimiter(reader, name)], []
    while True:
        parts.append(_trimmed(reader.row("\\middle", "\\right")))
        ending = reader.take().text
        if ending not in ("\\middle", "\\right"):
            raise reader.fault("formula-left", "\\left")
        marks.append(_delimiter(reader, ending))
        if ending == "\\right":
            return Fence(tuple(marks), tuple(parts), stretched=True)


def _trimmed(node: Node) -> Node:
    """A row without space at its ends: the delimiters have their own."""
    nodes = list(items(node))
    while nodes and isinstance(nodes[-1], Space):
        nodes.pop()
    while nodes and isinstance(nodes[0], Space):
        nodes.pop(0)
    return row_of(nodes)


def stray(reader: Reader, name: str) -> Node:
    r"""A `\right` or a `\middle` that no `\left` goes before."""
    raise reader.fault("formula-left", "\\" + name)


def _delimiter(reader: Reader, name: str) -> str:
    text = reader.take().text
    if text not in symbols.DELIMITERS:
        raise reader.fault("formula-delimiter", text or name)
    return symbols.DELIMITERS[text]


def sized(reader: Reader, name: str) -> Node:
    r"""\big( and its sisters: the size is ours to choose, the side counts."""
    glyph = _delimiter(reader, name)
    side = {"l": Role.OPEN, "r": Role.CLOSE, "m": Role.RELATION}.get(name[-1])
    return Symbol(glyph, side or _natural_role(glyph))


def _natural_role(glyph: str) -> Role:
    if glyph in ("|", "‖"):
        return Role.BAR
    if glyph in ("(", "[", "{", "⟨", "⌊", "⌈", "⟦"):
        return Role.OPEN
    return Role.CLOSE if glyph in (")", "]", "}", "⟩", "⌋", "⌉", "⟧") else Role.ORDINARY
