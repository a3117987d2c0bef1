"""A place in a formula that goes forward token by token."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quiz.errors import MathsError
from quiz.maths.tokens import Token, tokens

END = Token("", -1, -1)


class Cursor:
    """A place in a formula.

    Attributes:
        tex: the formula.
    """

    def __init__(self, tex: str) -> None:
        self.tex = tex
        self._tokens = tokens(tex)
        self._at = 0

    def fault(self, rule: str, command: str = "", **fields: object) -> MathsError:
        """The error for something wrong here."""
        return MathsError(rule, tex=self.tex, command=command, **fields)

    def lacking(self, command: str) -> MathsError:
        """The error for a command, by its name, that lacks what it applies to."""
        return self.fault("formula-argument", f"\\{command}" if command.isalpha() else command)

    def peek(self) -> Token:
        """The next token that is no white space."""
        while self._at < len(self._tokens) and self._tokens[self._at].text == " ":
            self._at += 1
        return self._tokens[self._at] if self._at < len(self._tokens) else END

    def take(self) -> Token:
        """The next token, and go past it."""
        token = self.peek()
        self._at += 1
        return token

    def skip(self, text: str) -> bool:
        """Go past a token if it comes next."""
        if self.peek().text != text:
            return False
        self._at += 1
        return True

    def source(self, command: str) -> str:
        """The source between the braces that come next, read as text."""
        if not self.skip("{"):
            raise self.lacking(command)
        start, depth = self._at, 1
        while self._at < len(self._tokens):
            text = self._tokens[self._at].text
            depth += (text == "{") - (text == "}")
            self._at += 1
            if not depth:
                first = self._tokens[start].start
                return self.tex[first : self._tokens[self._at - 1].start]
        raise self.fault("formula-brace", "{")

    def run(self, wanted: Callable[[str], bool]) -> Iterator[str]:
        """Take tokens, white space included, for as long as they are wanted."""
        while self._at < len(self._tokens):
            text = self._tokens[self._at].text
            if not wanted(text):
                return
            self._at += 1
            yield text

    def number(self) -> Iterator[str]:
        """Take the digits of a number, and a point between digits."""
        yield from self.run(str.isdecimal)
        rest = self._tokens[self._at : self._at + 2]
        if len(rest) == 2 and rest[0].text == "." and rest[1].text.isdecimal():
            yield self.take().text
            yield from self.run(str.isdecimal)
