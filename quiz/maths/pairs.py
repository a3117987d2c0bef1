"""Which bracket belongs to which: rows of symbols become fences.

Brackets of different shapes may pair, as in the interval [0, 1). A bar says nothing about its
direction; what stands before it, and how many bars follow, decides whether it opens an absolute
value or a norm, closes one, or separates, as in p(x|z) and D(p‖q).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quiz.maths.tree import Fence, Node, Role, Row, Script, Symbol

#: After one of these no value has begun that a bar could end.
_NO_VALUE = {Role.OPERATOR, Role.BINARY, Role.RELATION, Role.OPEN, Role.PUNCTUATION, Role.BAR}

#: Closing signs that follow a value and close nothing.
_MARKS = "!?"


def paired(items: Sequence[Node]) -> tuple[Node, ...]:
    """Put what stands between brackets, and between bars, into fences."""
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for item in items:
        if isinstance(item, Symbol) and item.role is Role.OPEN:
            levels.append((item.glyph, []))
        elif (close := _closing(item)) and len(levels) > 1:
            opening, inner = levels.pop()
            levels[-1][1].append(_fence(opening, inner, close.glyph, item))
        else:
            levels[-1][1].append(item)
    while len(levels) > 1:  # never closed: the bracket is a sign like others
        opening, inner = levels.pop()
        levels[-1][1].extend([Symbol(opening, Role.OPEN), *inner])
    return tuple(_bars(levels[0][1]))


def row_of(items: Sequence[Node]) -> Node:
    """Items as one node."""
    return items[0] if len(items) == 1 else Row(tuple(items))


def _nucleus(item: Node) -> Node:
    return item.base if isinstance(item, Script) else item


def _closing(item: Node) -> Symbol | None:
    sign = _nucleus(item)
    if isinstance(sign, Symbol) and sign.role is Role.CLOSE and sign.glyph not in _MARKS:
        return sign
    return None


def _fence(opening: str, inner: Sequence[Node], closing: str, end: Node) -> Node:
    """A fence that has the scripts of its closing sign."""
    fence = Fence((opening, closing), (row_of(_bars(inner)),))
    return replace(end, base=fence) if isinstance(end, Script) else fence


def _bars(items: Sequence[Node]) -> list[Node]:
    left = {glyph: sum(_bar(item) == glyph for item in items) for glyph in "|‖"}
    if not any(left.values()):
        return list(items)
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for item in items:
        opening, inner = levels[-1]
        glyph = _bar(item)
        if not glyph:
            inner.append(item)
            continue
        left[glyph] -= 1
        if opening == glyph and _ends_value(inner):
            levels.pop()
            levels[-1][1].append(_fence(glyph, inner, glyph, item))
        elif not isinstance(item, Script) and _opens(glyph, inner, left, levels):
            levels.append((glyph, []))
        else:
            inner.append(_separator(item))
    while len(levels) > 1:
        opening, inner = levels.pop()
        levels[-1][1].extend([_separator(Symbol(opening, Role.BAR)), *inner])
    return levels[0][1]


def _bar(item: Node) -> str:
    sign = _nucleus(item)
    return sign.glyph if isinstance(sign, Symbol) and sign.role is Role.BAR else ""


def _ends_value(before: Sequence[Node]) -> bool:
    if not before:
        return False
    last = _nucleus(before[-1])
    return getattr(last, "role", Role.ORDINARY) not in _NO_VALUE


def _opens(
    glyph: str, before: Sequence[Node], left: dict[str, int], levels: Sequence[tuple[str, object]]
) -> bool:
    """Whether a bar begins a value: there is none to end, or its partner is still to come."""
    if not left[glyph]:
        return False
    return not _ends_value(before) or (len(levels) == 1 and left[glyph] % 2 == 1)


def _separator(item: Node) -> Node:
    """A bar that stands alone: ‖ is spaced like a relation, | is not (as in p(x|z))."""
    sign = _nucleus(item)
    if not isinstance(sign, Symbol):
        return item
    role = Role.RELATION if sign.glyph == "‖" else Role.ORDINARY
    alone = Symbol(sign.glyph, role)
    return replace(item, base=alone) if isinstance(item, Script) else alone
