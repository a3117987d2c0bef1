r"""Tree -> one line in which brackets say everything: `\frac{a+b}{2c}` -> `(a+b)/(2c)`.

For screen readers and for terminals that show nothing else. Greek letters and common signs stay;
sums, roots and accents become words.
"""

from __future__ import annotations

from quiz.maths.alphabets import unstyled
from quiz.maths.binding import LINES, are_apart, frees, is_closed, is_product
from quiz.maths.spacing import Placed, items, placed, roles
from quiz.maths.spelling import ALPHABETS, BARE, FENCES, SIGNS
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
    children,
)


def spelled(tree: Node) -> str:
    """A formula in one line."""
    return " ".join(_Speller(_letters(tree)).row(tree, tight=False).split())


def _letters(node: Node) -> frozenset[str]:
    """The plain letters of a formula: a styled letter beside its plain one must say its style."""
    if isinstance(node, Symbol):
        return frozenset(node.glyph)
    return frozenset[str]().union(*map(_letters, children(node)))


class _Speller:
    """Spells trees; `tight` leaves out the space around signs, as in scripts and fractions.

    Args:
        plain: the letters that occur without a style.
    """

    def __init__(self, plain: frozenset[str]) -> None:
        self._plain = plain

    # --- rows -----------------------------------------------------------------------------

    def row(self, node: Node, tight: bool) -> str:
        """The things of a row, apart where TeX has space and where words would run on."""
        text = ""
        last: Placed | None = None
        parts = placed(items(node), tight)
        for at, part in enumerate(parts):
            word = self.thing(part.node, tight)
            after = parts[at + 1] if at + 1 < len(parts) else None
            if isinstance(part.node, Fraction) and not (frees(last) and frees(after)):
                word = f"({word})"
            if last is not None and are_apart(last, text, part, word, tight):
                text += " "
            text += word
            last = part
        return text

    def _closed(self, node: Node) -> str:
        """A thing that what stands beside it cannot tear apart."""
        text = self.row(node, tight=True)
        return text if is_closed(node) else f"({text})"

    def _argument(self, node: Node) -> str:
        """What follows _ or ^: a letter or a number as it is, all else in brackets."""
        text = self.row(node, tight=True)
        if text in BARE or text.isdecimal() or (len(text) == 1 and text.isalnum()):
            return text
        return f"({text})"

    # --- things ---------------------------------------------------------------------------

    def thing(self, node: Node, tight: bool) -> str:
        """One thing."""
        match node:
            case Symbol():
                return self._symbol(node, tight)
            case Word(text=text) | Text(text=text):
                return text
            case Row() | Space():
                return self.row(node, tight)
            case Script():
                return self._script(node, tight)
            case Fraction(numerator=upper, denominator=lower):
                numerator = self.row(upper, tight=True)
                if not is_product(upper):
                    numerator = f"({numerator})"
                return f"{numerator}/{self._closed(lower)}"
            case Fence():
                return self._fence(node, tight)
            case Root(body=body, index=index):
                name = "sqrt" if index is None else f"root_{self._argument(index)}"
                return f"{name}({self.row(body, tight=True)})"
            case Accent(name=name, body=body):
                return f"{name}({self.row(body, tight=True)})"
            case Grid():
                return self._grid(node)
            case _:
                return self._rare(node)

    def _symbol(self, node: Symbol, tight: bool) -> str:
        style = unstyled(node.glyph[:1])
        if style is None:
            spaced = node.glyph == "|" and node.role is Role.ORDINARY and not tight
            return " | " if spaced else SIGNS.get(node.glyph, node.glyph)
        plain = "".join(letter[0] for letter in map(unstyled, node.glyph) if letter)
        return f"{ALPHABETS[style[1]]}({plain})" if set(plain) & self._plain else plain

    def _script(self, node: Script, tight: bool) -> str:
        base = node.base
        text = self.thing(base, tight)
        if base != Row() and (isinstance(base, Script) or not is_closed(base)):
            text = f"({text})"
        above = () if node.above is None else items(node.above)
        primes = 0
        while above[primes : primes + 1] == (Symbol("′"),):
            primes += 1
        text += "'" * primes
        if node.below is not None:
            text += "_" + self._argument(node.below)
        rest = above[primes:]
        if rest == (Symbol("∘", Role.BINARY),):
            return text + "°"
        return text + "^" + self._argument(Row(rest)) if rest else text

    def _fence(self, node: Fence, tight: bool) -> str:
        first = node.parts[0]
        if isinstance(first, Fraction) and not first.line:
            upper, lower = (self.row(part, True) for part in (first.numerator, first.denominator))
            return f"binom({upper}, {lower})"
        if node.marks[0] == "" and len(node.parts) == 1:  # a value at a place: (f(x))|_(x=0)
            return self._closed(first) + SIGNS.get(node.marks[1], node.marks[1])
        signs = [SIGNS.get(mark, mark) for mark in node.marks]
        left, *rest = FENCES.get("".join(node.marks), signs)
        inner = [
            self._grid(part, bare=True) if isinstance(part, Grid) else self.row(part, tight).strip()
            for part in node.parts
        ]
        middle = "".join(f"{part} {mark} " for part, mark in zip(inner, rest[:-1], strict=False))
        body = middle + inner[-1]
        if "|" in left and "|" in (body[:1], body[-1:]):  # | |x| - |y| | is no norm
            body = f" {body} "
        return left + body + rest[-1]

    def _grid(self, node: Grid, bare: bool = False) -> str:
        lines = node.name in LINES
        rows = []
        for row in node.rows:
            cells = [self.row(cell, node.name == "substack").strip(" ,") for cell in row]
            rows.append((" " if lines else ", ").join(filter(None, cells)))
        text = "; ".join(rows)
        if lines:
            return text
        if node.name == "cases":
            return f"cases({text})"
        left, right = (SIGNS.get(mark, mark) for mark in node.marks)
        return f"{left}{text}{right}" if left or right or bare else f"matrix({text})"

    def _rare(self, node: Node) -> str:
        match node:
            case Stack(base=base, over=over, under=under):
                if roles(base)[0] is Role.ORDINARY:
                    name, label = ("overset", over) if under is None else ("underset", under)
                    parts = (self.row(part, tight=True) for part in (label, base) if part)
                    return f"{name}({', '.join(parts)})"
                return self._closed(base) + self._around(under, over)
            case Arrow(glyph=glyph, over=over, under=under):
                return SIGNS.get(glyph, glyph) + self._around(under, over)
            case Brace(body=body, label=label, over=above):
                name = "overbrace" if above else "underbrace"
                inner = [body] if label is None else [body, label]
                return f"{name}({', '.join(self.row(part, tight=True) for part in inner)})"
            case Frame(body=body):
                return f"boxed({self.row(body, tight=False)})"
            case Phantom():
                return ""
        raise TypeError(node)

    def _around(self, under: Node | None, over: Node | None) -> str:
        below = "" if under is None else "_" + self._argument(under)
        return below if over is None else below + "^" + self._argument(over)
