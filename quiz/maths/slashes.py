r"""Slashes that can be read in two ways: `a/2b` is (a/2) b to some and a/(2b) to others.

The picture and the line of plain text only repeat what was written, so it must be written clearly.
"""

from __future__ import annotations

from collections.abc import Iterator

from quiz.maths.linear import spelled
from quiz.maths.spacing import items
from quiz.maths.tree import Accent, Node, Root, Row, Script, Symbol, children

_SLASH = Symbol("/")
#: A derivative goes on behind its slash, as in ∂f/∂x and dy/dx.
_DIFFERENTIALS = frozenset("∂d")


def unclear_slash(tree: Node) -> str:
    """The first product behind a slash that has no brackets, in one line; "" if there is none."""
    return next((spelled(Row(parts)) for parts in _products(tree)), "")


def _products(node: Node) -> Iterator[tuple[Node, ...]]:
    row = items(node)
    for at, part in enumerate(row[:-2]):
        first, second = row[at + 1 : at + 3]
        if part == _SLASH and _is_factor(first) and _is_factor(second, letter=True):
            yield first, second
    for child in children(node):
        yield from _products(child)


def _is_factor(node: Node, letter: bool = False) -> bool:
    """Whether a thing is a number or a letter, or for a second factor a letter or a root."""
    base = node.base if isinstance(node, Script) else node
    if isinstance(base, Symbol):
        if base.glyph in _DIFFERENTIALS:
            return False
        return base.glyph.isalpha() or (not letter and base.glyph[:1].isdecimal())
    return isinstance(base, Accent) or (letter and isinstance(base, Root))
