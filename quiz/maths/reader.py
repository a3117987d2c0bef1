r"""TeX -> tree.

Grammar (white space counts in \text only):

    row   = item*                        until a brace, & or \\ that is not its own ends it
    item  = nucleus (^ argument | _ argument | ' | \limits)*
    nucleus, argument = character | command with its arguments | { row }
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from quiz.maths import symbols
from quiz.maths.alphabets import styled
from quiz.maths.cursor import END, Cursor
from quiz.maths.pairs import paired, row_of
from quiz.maths.tree import Fraction, Grid, Node, Role, Row, Script, Symbol, Word, depth

#: Groups within groups; deeper ones would only be hostile.
DEEPEST = 40
_DEEPEST_TREE = 4 * DEEPEST  # brackets within brackets count too

_NEUTRAL = {Role.BINARY, Role.RELATION, Role.OPEN, Role.CLOSE, Role.PUNCTUATION, Role.BAR}
_INFIX = {"\\over", "\\choose", "\\atop"}


@lru_cache(maxsize=512)
def read(tex: str) -> Node:
    r"""Read a formula.

    Raises:
        MathsError: for unknown commands and for what is no TeX.
    """
    reader = Reader(tex)
    rows = reader.cells(stop="")
    if reader.peek() is not END:
        raise reader.fault("formula-brace", reader.peek().text)
    if len(rows) == 1 and len(rows[0]) == 1:
        tree = rows[0][0]
    else:
        tree = Grid(tuple(map(tuple, rows)), "rl", ("", ""), "aligned")
    if depth(tree) > _DEEPEST_TREE:
        raise reader.fault("formula-deep", limit=DEEPEST)
    return tree


class Reader(Cursor):
    """A place in a formula, and the letters that are in force there.

    Attributes:
        alphabet: "" for italics, "upright", or one of quiz/maths/alphabets.py.
    """

    def __init__(self, tex: str) -> None:
        super().__init__(tex)
        self.alphabet = ""
        self._depth = 0

    # --- rows -----------------------------------------------------------------------------

    def cells(self, stop: str) -> list[list[Node]]:
        r"""Rows of cells between & and \\, up to a token or the end; it is not taken."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row())
            if self.skip("&"):
                continue
            if not self.skip("\\\\"):
                break
            if stop and self.peek().text == "[":
                self.bracketed()  # the distance to the next row
            if self.peek().text == stop:
                break
            rows.append([])
        return rows

    def row(self, *stops: str) -> Node:
        """Everything up to a closing brace, a cell's end, or one of the stops."""
        before, infix = None, ""
        outer = self.alphabet
        items: list[Node] = []
        while (text := self.peek().text) not in ("", "}", "&", "\\\\", "\\end", *stops):
            if text in _INFIX:
                if infix:
                    raise self.fault("formula-infix", text)
                before, infix, items = row_of(paired(items)), self.take().text, []
                continue
            if (item := self.item()) is not None:
                items.append(item)
        self.alphabet = outer
        row = row_of(paired(items))
        return row if before is None else _infix(infix, before, row)

    def item(self) -> Node | None:
        """A nucleus with its scripts; None for commands that draw nothing."""
        base = Row() if self.peek().text in ("^", "_", "'") else self.nucleus()
        return None if base is None else self._scripted(base)

    def _scripted(self, base: Node) -> Node:
        below: Node | None = None
        above: list[Node] = []
        closed = False  # the upper place is taken by more than primes
        limits: bool | None = None
        while True:
            text = self.peek().text
            if text in ("\\limits", "\\nolimits"):
                limits = self.take().text == "\\limits"
            elif text == "'":
                self.take()
                above.append(Symbol("′"))
            elif text == "_" and below is None:
                self.take()
                below = self.argument("_")
            elif text == "^" and not closed:
                self.take()
                above.append(self.argument("^"))
                closed = True
            elif text in ("^", "_"):
                raise self.fault("formula-script", text)
            else:
                break
        if below is None and not above:
            return base if limits is None else Script(base, limits=limits)
        return _merged(base, below, row_of(above) if above else None, limits)

    def nucleus(self) -> Node | None:
        """One thing without its scripts; numbers and upright words are one thing."""
        text = self.peek().text
        if text.isdecimal():
            return Symbol("".join(self._styled(digit) for digit in self.number()))
        if self.alphabet == "upright" and text.isalpha():
            letters = "".join(self.run(str.isalnum))
            return Word(letters) if len(letters) > 1 else Symbol(letters)
        return self._single()

    def argument(self, command: str) -> Node:
        """What a command takes: a group, a command, or one character."""
        while (text := self.peek().text) in ("", "}", "&", "^", "_", "'", "\\\\", "\\end"):
            raise self.lacking(command)
        node = self._single() if not text.isdecimal() else Symbol(self._styled(self.take().text))
        return Row() if node is None else node

    def bracketed(self) -> Node | None:
        """An optional argument in square brackets."""
        if not self.skip("["):
            return None
        row = self.row("]")
        if not self.skip("]"):
            raise self.fault("formula-brace", "[")
        return row

    @contextmanager
    def letters(self, alphabet: str) -> Iterator[None]:
        """Read what follows in another alphabet."""
        outer, self.alphabet = self.alphabet, alphabet
        try:
            yield
        finally:
            self.alphabet = outer

    # --- single things --------------------------------------------------------------------

    def _single(self) -> Node | None:
        from quiz.maths.commands import command

        self._depth += 1
        if self._depth > DEEPEST:
            raise self.fault("formula-deep", limit=DEEPEST)
        token = self.take()
        if token.text == "{":
            node: Node | None = self._group()
        elif token.text.startswith("\\"):
            node = command(self, token.text[1:])
        else:
            node = self._character(token.text)
        self._depth -= 1
        return node

    def _group(self) -> Node:
        row = self.row()
        if not self.skip("}"):
            raise self.fault("formula-brace", "{")
        if isinstance(row, Symbol) and row.role in _NEUTRAL:
            return Symbol(row.glyph)
        return row

    def _character(self, text: str) -> Node:
        if text == "$":
            raise self.fault("formula-character", text)
        if text in symbols.CHARACTERS:
            return symbols.CHARACTERS[text]
        return Symbol(self._styled(text))

    def _styled(self, letter: str) -> str:
        return letter if self.alphabet in ("", "upright") else styled(letter, self.alphabet)

    def symbol(self, node: Node) -> Node:
        """A symbol of the tables in the letters that are in force."""
        if isinstance(node, Symbol) and node.role is Role.ORDINARY:
            return Symbol(self._styled(node.glyph))
        return node


def _infix(command: str, before: Node, after: Node) -> Node:
    from quiz.maths.commands import binomial

    if command == "\\choose":
        return binomial(before, after)
    return Fraction(before, after, line=command == "\\over")


def _merged(base: Node, below: Node | None, above: Node | None, limits: bool | None) -> Node:
    """A script; `{x_i}^2` is one with both, as TeX draws it."""
    if isinstance(base, Script) and base.limits == limits:
        if below is None and base.above is None:
            return Script(base.base, base.below, above, limits)
        if above is None and base.below is None:
            return Script(base.base, below, base.above, limits)
    return Script(base, below, above, limits)
