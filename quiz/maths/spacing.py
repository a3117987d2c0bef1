"""The space between the things of a row, as TeX decides on it, in whole cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.maths.tree import (
    Accent,
    Arrow,
    Brace,
    Fence,
    Fraction,
    Frame,
    Grid,
    Node,
    Role,
    Root,
    Row,
    Script,
    Space,
    Stack,
    Symbol,
    Word,
)

_VALUE = {Role.ORDINARY, Role.CLOSE, Role.INNER}
_BEGINS_VALUE = {Role.ORDINARY, Role.OPEN, Role.INNER, Role.OPERATOR}
_BARS = ("|", "‖")
#: A slash, and the sign of what follows.
_JOINING = "/−+±∓"
_POINT = Symbol(".")


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing in its row.

    Attributes:
        gap: cells before it.
        role: what it is here; a minus without a value before it is ordinary.
        crowded: what follows touches it and begins a value, so that a raised star after it would
            look like a product.
    """

    node: Node
    gap: int
    role: Role
    crowded: bool = False


def items(node: Node) -> tuple[Node, ...]:
    """The things of a row; anything else is a row of itself."""
    return node.items if isinstance(node, Row) else (node,)


def placed(nodes: Sequence[Node], tight: bool) -> list[Placed]:
    """Give each thing its role and the space before it.

    Args:
        nodes: the things of a row.
        tight: in scripts, where only what would run together is held apart.
    """
    found: list[tuple[Node, int, Role]] = []
    asked = 0
    last: Node | None = None
    left = Role.OPEN  # a row begins like the inside of a bracket
    for index, node in enumerate(nodes):
        if isinstance(node, Space):
            asked += node.cells
            continue
        first, end = roles(node)
        if Role.BINARY in (first, end) and not _between_values(left, nodes[index + 1 :]):
            first = end = Role.ORDINARY
        gap = 0 if last is None else _gap(last, left, node, first, tight)
        found.append((node, max(gap, asked), first))
        asked, last, left = 0, node, end
    crowded = [not gap and role in _BEGINS_VALUE for _, gap, role in found[1:]]
    return [Placed(*part, after) for part, after in zip(found, [*crowded, False], strict=False)]


def _between_values(left: Role, rest: Sequence[Node]) -> bool:
    """Whether a + or - joins two things, rather than being the sign of what follows."""
    right = next((roles(node)[0] for node in rest if not isinstance(node, Space)), Role.CLOSE)
    return left in _VALUE and right in _BEGINS_VALUE | {Role.BINARY}


def roles(node: Node) -> tuple[Role, Role]:
    """What a thing is for its left and for its right neighbour."""
    match node:
        case Symbol(role=role) | Word(role=role):
            return role, role
        case Script(base=base) | Stack(base=base):
            return roles(base)
        case Fence(marks=marks):
            return (
                Role.OPEN if marks[0] else Role.INNER,
                Role.CLOSE if marks[-1] else Role.INNER,
            )
        case Fraction() | Root() | Grid() | Frame() | Brace():
            return Role.INNER, Role.INNER
        case Arrow():
            return Role.RELATION, Role.RELATION
        case _:
            return Role.ORDINARY, Role.ORDINARY


def _gap(last: Node, left: Role, node: Node, right: Role, tight: bool) -> int:
    joins = isinstance(last, Symbol) and last.glyph in _JOINING and left is Role.ORDINARY
    if joins and not isinstance(node, Fraction):
        return 0  # a/√b, -∑; but a fraction's line would run into the sign
    if node == _POINT:
        return 0
    if Role.INNER in (left, right):
        return 0 if left is Role.OPEN or right in (Role.CLOSE, Role.PUNCTUATION) else 1
    if Role.OPERATOR in (left, right):
        return _beside_operator(last, left, right)
    if _run_on(last, node):
        return 1
    if left is Role.CLOSE and right is Role.OPEN and _end(last) in _BARS and _start(node) in _BARS:
        return 1
    if tight:
        return 0
    if Role.RELATION in (left, right):
        return int(left is not right)
    if Role.BINARY in (left, right):
        return 1
    return int(left is Role.PUNCTUATION and right is not Role.CLOSE)


def _beside_operator(last: Node, left: Role, right: Role) -> int:
    if left is Role.OPERATOR:
        if right is Role.OPEN:
            return int(isinstance(_base(last), Symbol))  # ∑ (...), but log(...)
        return int(right in (Role.ORDINARY, Role.OPERATOR, Role.RELATION, Role.BINARY))
    return int(left is not Role.OPEN)


def _run_on(last: Node, node: Node) -> bool:
    """Whether an upright word would run into what stands beside it."""
    if isinstance(_base(last), Word):
        return _begins_with_letter(node)
    if isinstance(_base(node), Word):
        return isinstance(last, Script | Fence | Accent) or _begins_with_letter(last)
    return False


def _begins_with_letter(node: Node) -> bool:
    base = _base(node)
    if isinstance(base, Symbol):
        return base.glyph[0].isalnum()
    return isinstance(base, Word | Accent)


def _base(node: Node) -> Node:
    return _base(node.base) if isinstance(node, Script | Stack) else node


def _start(node: Node) -> str:
    base = _base(node)
    return base.marks[0] if isinstance(base, Fence) else ""


def _end(node: Node) -> str:
    base = _base(node)
    return base.marks[-1] if isinstance(base, Fence) else ""
