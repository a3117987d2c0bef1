"""What a formula is made of, between reading and drawing. Frozen, and free of any layout.

Leaves: Symbol, Word, Text, Space. Side by side, and a TeX group: Row. Structure: Script, Fraction,
Root, Fence, Accent, Brace, Stack, Arrow, Frame, Phantom, and Grid for matrices, cases and aligned
lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum, auto


class Role(Enum):
    """What a thing does in its row; it decides on the space around it (The TeXbook, ch. 18)."""

    ORDINARY = auto()
    OPERATOR = auto()
    BINARY = auto()
    RELATION = auto()
    OPEN = auto()
    CLOSE = auto()
    PUNCTUATION = auto()
    INNER = auto()  #: fractions, roots: always apart from their neighbours
    BAR = auto()  #: | and ‖, before it is known whether they open, close or separate


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of a formula."""


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """A letter, a number or a sign."""

    glyph: str
    role: Role = Role.ORDINARY
    limits: bool = False  #: scripts stand below and above, as at a sum


@dataclass(frozen=True, slots=True)
class Word(Node):
    """Upright letters that belong together: log, softmax, KL."""

    text: str
    role: Role = Role.ORDINARY
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Text(Node):
    r"""Prose within a formula (`\text`); its spaces count."""

    text: str


@dataclass(frozen=True, slots=True)
class Space(Node):
    """Space that the author asked for, in cells."""

    cells: int


@dataclass(frozen=True, slots=True)
class Row(Node):
    """Things side by side."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Script(Node):
    """A base with something below or above its right side, or as its limits.

    Attributes:
        limits: what the author asked for; None leaves it to the base.
    """

    base: Node
    below: Node | None = None
    above: Node | None = None
    limits: bool | None = None


@dataclass(frozen=True, slots=True)
class Fraction(Node):
    """One thing over another; without the line it is the inside of a binomial coefficient."""

    numerator: Node
    denominator: Node
    line: bool = True


@dataclass(frozen=True, slots=True)
class Root(Node):
    """A root; `index` is None for the square root."""

    body: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Fence(Node):
    r"""Parts within delimiters.

    Attributes:
        marks: the delimiters, one more than there are parts; "" draws nothing.
        stretched: they were written with `\left` and `\right`.
    """

    marks: tuple[str, ...]
    parts: tuple[Node, ...]
    stretched: bool = False


@dataclass(frozen=True, slots=True)
class Accent(Node):
    """A mark over or under a thing: "hat", "bar", "underline" ..."""

    name: str
    body: Node


@dataclass(frozen=True, slots=True)
class Brace(Node):
    """A horizontal brace under or over a thing, with a label or without."""

    body: Node
    label: Node | None
    over: bool


@dataclass(frozen=True, slots=True)
class Stack(Node):
    """Something exactly over or under a base, as a sign over an equals sign."""

    base: Node
    over: Node | None = None
    under: Node | None = None


@dataclass(frozen=True, slots=True)
class Arrow(Node):
    """An arrow as long as what stands over and under it."""

    glyph: str
    over: Node | None = None
    under: Node | None = None


@dataclass(frozen=True, slots=True)
class Grid(Node):
    """Rows of cells.

    Attributes:
        columns: alignment of each column, "l", "c" or "r", and "|" for a rule between columns;
            the last one repeats.
        marks: delimiters on the left and on the right; "" is none.
        name: the TeX environment.
    """

    rows: tuple[tuple[Node, ...], ...]
    columns: str
    marks: tuple[str, str]
    name: str


@dataclass(frozen=True, slots=True)
class Frame(Node):
    """A thing in a box."""

    body: Node


@dataclass(frozen=True, slots=True)
class Phantom(Node):
    """The room of a thing without the thing."""

    body: Node


def children(node: Node) -> Iterator[Node]:
    """The nodes right below a node."""
    for field in fields(node):
        yield from _nodes(getattr(node, field.name))


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


def depth(tree: Node) -> int:
    """Levels of a tree. It does not recurse: it may be asked of any tree."""
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        level = [child for node in level for child in children(node)]
    return deepest
