"""From a text to a formula: a precedence parser by hand. It computes nothing.

From loose to tight: sums; products, quotients and implicit products from the left; signs; powers
from the right, so that -x^2 is -(x^2), 2^3^2 is 2^9 and e^-x^2 is e^(-(x^2)). Declared names may
stand side by side, as in 2pr. What can be misread is no formula but an error with both readings
(quiz/language/ambiguity.py).
"""

from __future__ import annotations

from collections.abc import Collection

from quiz.errors import FormulaError
from quiz.language import ambiguity, misplaced
from quiz.language.functions import CONSTANTS, FUNCTIONS
from quiz.language.spelling import SUPERSCRIPTS
from quiz.language.tokens import Token, read_number, scan
from quiz.language.tree import Call, Expression, Name, Number, number
from quiz.language.vocabulary import vocabulary

DEEPEST = 40


def parse(text: str, names: Collection[str]) -> Expression:
    """Read a formula.

    Args:
        text: as typed, at most 400 characters.
        names: the declared names; Greek letters and indices in any spelling.

    Raises:
        FormulaError: if it is no formula, or one that can be read in two ways; with the column
            (from 1, in the text as typed) and what may have been meant.
    """
    parser = Parser(text, names)
    misplaced.check_equation(parser)
    expression = parser.sum()
    parser.finish()
    return expression


class Parser:
    """Reads one text. Methods named after a part of the grammar read it and step behind it."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = text
        self.words = vocabulary(tuple(names))
        self.tokens = self._cut(scan(text))
        self._index = 0
        self._depth = 0
        self._open: list[Token] = []
        #: The last "^" and the last token of its exponent.
        self.exponent: tuple[Token, Token] | None = None

    # --- the grammar ---------------------------------------------------------------------------

    def sum(self) -> Expression:
        """Terms joined by + and -."""
        self._deeper()
        result = self._product()
        while self.peek().text in ("+", "-"):
            sign = self.next().text
            result = Call(sign, (result, self._product()))
        self._depth -= 1
        return result

    def _product(self) -> Expression:
        """Factors joined by *, / or nothing."""
        first = self.peek()
        result = self.signed()
        slash: Token | None = None
        while True:
            token = self.peek()
            if token.text in ("*", "/"):
                self.next()
                slash = token if token.text == "/" else None
                result = Call(token.text, (result, self.signed()))
            elif self.begins_factor():
                ambiguity.check_product(self, first, slash)
                result = Call("*", (result, self.power()))
            else:
                return result

    def signed(self) -> Expression:
        """A power with any number of signs before it."""
        token = self.peek()
        if token.text not in ("-", "+"):
            return self.power()
        self._deeper()
        self.next()
        inner = self.signed()
        self._depth -= 1
        return inner if token.text == "+" else Call("neg", (inner,))

    def power(self) -> Expression:
        """A base with its exponents."""
        self._deeper()
        result = self._atom()
        if self.peek().kind == "script":
            result = Call("^", (result, self._script(self.next())))
        if self.peek().text == "^":
            caret = self.next()
            result = Call("^", (result, self.signed()))
            self.exponent = caret, self.last
        self._depth -= 1
        return result

    def _atom(self) -> Expression:
        token = self.next()
        if token.kind == "number":
            return read_number(token)
        if token.kind == "name":
            return self._word(token)
        if token.text == "(":
            return self._inside(token, ")")
        if token.text == "|":
            return Call("abs", (self._inside(token, "|"),))
        if token.text == "√":
            self._deeper()
            argument = self._atom()
            self._depth -= 1
            ambiguity.check_root(self, token)
            return Call("sqrt", (argument,))
        raise self._unexpected(token)

    def _inside(self, opening: Token, closing: str) -> Expression:
        """What stands between an opening sign, already read, and its closing one."""
        if self.peek().text == ")":
            raise FormulaError("formula_nothing_inside", opening.start + 1)
        self._open.append(opening)
        inner = self.sum()
        self._open.pop()
        self._close(opening, closing)
        return inner

    def _word(self, token: Token) -> Expression:
        if (name := self.words.name(token.text)) is not None:
            return Name(name)
        after = self.peek()
        called = after.text == "("
        if after.kind == "name" and after.start == token.end:  # σx, where σ_x is declared
            if (name := self.words.name(token.text + after.text)) is not None:
                self.next()
                return Name(name)
        if (constant := self.words.constant(token.text)) is not None:
            value = CONSTANTS[constant]
            return Number(value, number(value).error, constant)
        function = self.words.function(token.text)
        if function is not None and called:
            return Call(function, self._arguments(token, function))
        if function is not None:
            raise misplaced.bare_function(self, token)
        raise self.words.unknown(self.text, token, called)

    def _arguments(self, word: Token, function: str) -> tuple[Expression, ...]:
        opening = self.next()
        if self.peek().text == ")":
            raise FormulaError("formula_nothing_inside", opening.start + 1)
        self._open.append(opening)
        arguments = [self.sum()]
        while self.peek().text == ",":
            self.next()
            arguments.append(self.sum())
        self._open.pop()
        self._close(opening, ")")
        known = FUNCTIONS[function]
        if not known.fewest <= len(arguments) <= known.most:
            raise FormulaError(
                "formula_arity",
                word.start + 1,
                function=word.text,
                wanted=known.fewest,
                found=len(arguments),
            )
        return tuple(arguments)

    def _script(self, token: Token) -> Expression:
        """The exponent that superscripts write."""
        inner = Parser("".join(SUPERSCRIPTS[sign] for sign in token.text), self.words.names)
        try:
            exponent = inner.sum()
            inner.finish()
        except FormulaError:
            raise FormulaError("formula_superscript", token.start + 1, found=token.text) from None
        return exponent

    # --- tokens --------------------------------------------------------------------------------

    def _cut(self, tokens: list[Token]) -> list[Token]:
        """Tokens in which a product of declared names is one token for each: p and r for pr."""
        cut: list[Token] = []
        for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
            pieces: list[str] = []
            if token.kind == "name":
                pieces, other = self.words.product(token.text, after.text == "(")
                if other:
                    raise ambiguity.joined(self.text, token, pieces, other)
            start = token.start
            for piece in pieces:
                cut.append(Token("name", piece, start, start + len(piece)))
                start += len(piece)
            cut += [] if pieces else [token]
        return cut

    def peek(self) -> Token:
        """The next token."""
        return self.tokens[self._index]

    def next(self) -> Token:
        """The next token; steps behind it."""
        token = self.tokens[self._index]
        self._index += token.kind != "end"
        return token

    @property
    def last(self) -> Token:
        """The token before the next one."""
        return self.tokens[self._index - 1]

    def before(self, token: Token) -> Token:
        """The token before another one; itself if it is the first."""
        return self.tokens[max(0, self.tokens.index(token) - 1)]

    def after(self, token: Token) -> Token:
        """The token behind another one; itself if it is the end."""
        return self.tokens[min(len(self.tokens), self.tokens.index(token) + 2) - 1]

    def finish(self) -> None:
        """Hold that nothing is left.

        Raises:
            FormulaError: if something is.
        """
        if self.peek().kind != "end":
            raise self._unexpected(self.peek())

    def begins_factor(self) -> bool:
        """Whether the next token can begin a factor."""
        token = self.peek()
        if token.text == "|":
            return not self._open or self._open[-1].text != "|"
        return token.kind in ("number", "name") or token.text in ("(", "√")

    def _close(self, opening: Token, closing: str) -> None:
        token = self.peek()
        if token.text == closing:
            self.next()
            return
        if token.kind == "end":
            whole = self.text.rstrip() + closing
            raise FormulaError("formula_unclosed", opening.start + 1, (whole,), sign=opening.text)
        raise self._unexpected(token)

    def _unexpected(self, token: Token) -> FormulaError:
        return misplaced.unexpected(self, token, self._open)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > 2 * DEEPEST:  # each parenthesis is a sum and a power
            raise FormulaError("formula_too_deep", self.peek().start + 1, limit=DEEPEST)
