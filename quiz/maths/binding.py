"""What binds tighter than what in one line of text, and what has to stand apart in it."""

from __future__ import annotations

from quiz.maths.spacing import Placed, items, roles
from quiz.maths.tree import (
    Accent,
    Brace,
    Fence,
    Fraction,
    Grid,
    Node,
    Role,
    Root,
    Row,
    Script,
    Symbol,
    Text,
    Word,
)

_SIGNS = "−+±∓"
#: Environments that are lines only, without brackets around them.
LINES = ("aligned", "gathered", "substack")
_LOOSE = {Role.BINARY, Role.RELATION, Role.PUNCTUATION}


def is_closed(node: Node) -> bool:
    """Whether a thing needs no brackets beside a slash, or before a script."""
    inner = items(node)
    if len(inner) == 1 and isinstance(inner[0], Text):
        return inner[0].text.isalnum()
    if len(inner) == 1 and isinstance(inner[0], Grid):
        return inner[0].name not in LINES
    return len(inner) == 1 and not isinstance(inner[0], Fraction | Brace | Row)


def is_product(node: Node) -> bool:
    """Whether a numerator needs no brackets: nothing in it binds less than the line."""
    return all(
        isinstance(item, Symbol | Script | Fence | Root | Accent)
        and set(roles(item)) <= {Role.ORDINARY, Role.OPEN, Role.CLOSE, Role.INNER}
        and not (isinstance(item, Symbol) and item.glyph in _SIGNS + "/")
        for item in items(node)
    )


def _is_sign(part: Placed) -> bool:
    return isinstance(part.node, Symbol) and part.node.glyph in _SIGNS


def frees(neighbour: Placed | None) -> bool:
    """Whether a fraction needs no brackets on this side: nothing, or a sign that binds less."""
    if neighbour is None or neighbour.role in (Role.RELATION, Role.PUNCTUATION):
        return True
    return _is_sign(neighbour)


def are_apart(left: Placed, text: str, right: Placed, word: str, tight: bool) -> bool:
    """Whether two things of a row are written with a space between them."""
    before, after = left.node, right.node
    if _is_sign(left) and left.role is Role.ORDINARY:
        return False  # the sign of what follows
    inner = after.base if isinstance(after, Script) else after
    if isinstance(inner, Fence) and isinstance(before, Script):
        # p^k (1-p), lim_x (...); but f_i(x)
        return _is_power(before) or left.role is Role.OPERATOR
    if isinstance(after, Fraction) and isinstance(before, Word) and not before.limits:
        return False  # log(a/b)
    if right.gap and not (tight and _LOOSE & {left.role, right.role}):
        return True
    return _runs_on(before, text, after, word)


def _is_power(node: Script) -> bool:
    return node.above is not None and set(items(node.above)) != {Symbol("′")}


def _runs_on(left: Node, text: str, right: Node, word: str) -> bool:
    """Whether two things would read as one; single letters and numbers are a product."""
    if isinstance(left, Symbol):
        letter = right.base if isinstance(right, Script) and left.glyph.isdecimal() else right
        if isinstance(letter, Symbol) and (letter is not right or len(word) == 1):
            return False
    if isinstance(left, Script) and word[:1] in ("|", "⟨"):
        return True
    return (text[-1:].isalnum() or text[-1:] in tuple(")]}⟩|*'")) and word[:1].isalnum()
