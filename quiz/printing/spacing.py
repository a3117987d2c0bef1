"""Space between the things of a formula in MathML, as TeX has it (The TeXbook, chapter 18). Pure.

The typesetter spaces an operator by its place among its siblings: a sign after a relation, a comma
or a bracket that is not the first of its row would be set as a binary operator. So space is decided
on here, from what each thing does in its row, and the typesetter is left none to add.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from quiz.maths.symbols import CHARACTERS, COMMANDS
from quiz.maths.tree import Role, Symbol

#: Eighteenths of an em.
_THIN, _MEDIUM, _THICK = 3, 4, 5

_ROLES = {
    **{node.glyph: node.role for node in COMMANDS.values() if isinstance(node, Symbol)},
    **{node.glyph: node.role for node in CHARACTERS.values() if isinstance(node, Symbol)},
    # What the converter writes where we have another sign.
    **dict.fromkeys("∣∥~⟂", Role.RELATION),
    "mod": Role.BINARY,
}

_VALUE = {Role.ORDINARY, Role.CLOSE}
_BEGINS_VALUE = {Role.ORDINARY, Role.OPEN, Role.OPERATOR, Role.BAR, Role.BINARY}

_ROWS = {"math", "mrow", "mtd", "mstyle", "msqrt", "mpadded", "mphantom", "menclose"}
#: The first child stands on the line, the others are smaller beside, above or below it.
_SCRIPTED = {"msub", "msup", "msubsup", "mover", "munder", "munderover", "mroot"}

#: The same alphabet in the words of the standard, and of the typesetter.
_ALPHABETS = {"double-struck": "double", "sans-serif": "sans", "monospace": "mono"}


def space(root: Element) -> None:
    """Space a formula.

    Args:
        root: what the converter made of it; it is changed.
    """
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]  # the typesetter has no use for the namespace
        if (variant := node.get("mathvariant")) in _ALPHABETS:
            node.set("mathvariant", _ALPHABETS[variant])
        if node.tag == "mi" and _is_word(_text(node)):
            node.tag = "mo"  # around a name that is an `mi` the typesetter always leaves space
    _walk(root, tight=False)


def _walk(node: Element, tight: bool) -> None:
    scripted = node.tag in _SCRIPTED
    for place, child in enumerate(node):
        _walk(child, tight or (scripted and place > 0))
    if node.tag in _ROWS:
        _space_row(node, tight)


def _space_row(row: Element, tight: bool) -> None:
    """Put space between the things of a row; in scripts only beside the names of functions."""
    children = list(row)
    gaps = list(_gaps(children, tight))
    for child in children:
        row.remove(child)
    for child, wide in zip(children, gaps, strict=True):
        if wide:
            row.append(Element("mspace", width=f"{wide / 18:.4f}em"))
        row.append(child)
        _take_space(child)


def _take_space(node: Element) -> None:
    """Keep the typesetter from adding space around an operator."""
    while node.tag in _SCRIPTED and len(node):
        node = node[0]
    if node.tag in ("mo", "mi"):
        node.set("lspace", "0")
        node.set("rspace", "0")


def _gaps(children: Sequence[Element], tight: bool) -> Iterator[int]:
    """The space before each thing of a row, in eighteenths of an em."""
    roles = _roles([child for child in children if not _is_glue(child)])
    left: Role | None = None
    padded = asked = False
    for child in children:
        if _is_glue(child):
            asked = True
            yield 0
            continue
        first, last = next(roles)
        gap = 0 if left is None else _gap(left, first, tight)
        if asked and left is Role.PUNCTUATION:
            gap = 0  # the author's own space after a comma is meant to be all of it
        fraction = child.tag == "mfrac"  # the typesetter pads it on both sides
        yield max(0, gap - _THIN * (padded + fraction))
        left, padded, asked = last, fraction, False


def _gap(left: Role, right: Role, tight: bool) -> int:
    both = (left, right)
    if Role.OPERATOR in both and set(both) <= {*_VALUE, Role.OPERATOR} and right is not Role.CLOSE:
        return _THIN
    if tight or left is Role.OPEN or right in (Role.CLOSE, Role.PUNCTUATION):
        return 0
    if left is Role.PUNCTUATION:
        return _THIN
    if Role.BINARY in both:
        return _MEDIUM
    return _THICK if Role.RELATION in both and left is not right else 0


def _roles(things: Sequence[Element]) -> Iterator[tuple[Role, Role]]:
    """What each thing is for its left and for its right neighbour."""
    left = Role.OPEN  # a row begins like the inside of a bracket
    pending: list[str] = []
    for place, thing in enumerate(things):
        first, last = _ends(thing)
        if first is Role.BAR:
            first = last = _bar(_text(_base(thing)), left, pending)
        elif first is Role.BINARY:
            rest = _ends(things[place + 1])[0] if place + 1 < len(things) else Role.CLOSE
            if left not in _VALUE or rest not in _BEGINS_VALUE:
                first = last = Role.ORDINARY  # the sign of what follows
        elif first is last is Role.OPEN:
            pending.append("(")
        elif first is last is Role.CLOSE and "(" in pending:
            while pending.pop() != "(":
                pass
        yield first, last
        left = last


def _bar(glyph: str, left: Role, pending: list[str]) -> Role:
    """Whether a bar closes what another one within the same brackets has opened."""
    if left in _VALUE and pending and pending[-1] == glyph:
        pending.pop()
        return Role.CLOSE
    pending.append(glyph)
    return Role.OPEN


def _ends(thing: Element) -> tuple[Role, Role]:
    base = _base(thing)
    if base.tag == "mrow" and len(base) and base[0].get("form") == "prefix":
        return Role.OPEN, Role.CLOSE  # \left ... \right
    if base.tag not in ("mo", "mi"):
        return Role.ORDINARY, Role.ORDINARY
    text = _text(base)
    role = _ROLES.get(text, Role.OPERATOR if _is_word(text) else Role.ORDINARY)
    return role, role


def _base(node: Element) -> Element:
    while node.tag in _SCRIPTED - {"mroot"} and len(node):
        node = node[0]
    return node


def _is_glue(node: Element) -> bool:
    return node.tag == "mspace" or (node.tag == "mtext" and not (node.text or "").strip())


def _is_word(text: str) -> bool:
    return len(text) > 1 and text.replace(" ", "").isalpha()


def _text(node: Element) -> str:
    return (node.text or "").strip()
