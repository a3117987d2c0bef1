"""From a typed text to tokens. All places are those of the text as it was typed, from 0."""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.errors import FormulaError
from quiz.language.spelling import GREEK, SUPERSCRIPTS, normalise
from quiz.language.tree import ROUNDED_DIGITS, Number, number

LONGEST = 400
MOST_TOKENS = 250
#: A float holds every whole number of so many digits; a decimal may be pasted with all it prints.
MOST_DIGITS, MOST_DECIMAL_DIGITS = 15, 20

_GREEK = "".join(GREEK)
_SCRIPTS = re.escape("".join(SUPERSCRIPTS))
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{{1,3}}(?![0-9.]))?)
    | (?P<name>(?:[A-Za-z][A-Za-z0-9]*|[{_GREEK}][0-9]*)
               (?:_(?:[A-Za-z0-9]+|[{_GREEK}]|\{{[A-Za-z0-9]+\}}))*)
    | (?P<script>[{_SCRIPTS}]+)
    | (?P<symbol>\*\*|<=|>=|==|!=|[-+*/^(),|√<>=])
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of the text.

    Attributes:
        kind: "number", "name", "script" (superscripts), "symbol" or "end".
        text: with the signs of the language.
        start, end: where it stands.
    """

    kind: str
    text: str
    start: int
    end: int


def scan(text: str) -> list[Token]:
    """All tokens of a formula, and an "end" behind them.

    Raises:
        FormulaError: if it is empty or too long, or has a character that no formula has.
    """
    if len(text) > LONGEST:
        raise FormulaError("formula_too_long", LONGEST, limit=LONGEST, length=len(text))
    plain, origin = normalise(text)
    tokens: list[Token] = []
    place, end = 0, len(plain.rstrip())
    while place < end:
        match = _TOKEN.match(plain, place)
        if match is None or match.lastgroup is None:
            place += len(plain[place:]) - len(plain[place:].lstrip())
            raise _strange(text, origin[place])
        first, place = match.start(match.lastgroup), match.end()
        piece = match[match.lastgroup]
        written = "^" if piece == "**" else piece
        tokens.append(Token(match.lastgroup, written, origin[first], origin[place - 1] + 1))
        if len(tokens) > MOST_TOKENS:
            raise FormulaError("formula_too_many", origin[first] + 1, limit=MOST_TOKENS)
    if not tokens:
        raise FormulaError("formula_empty")
    after = tokens[-1].end
    return [*tokens, Token("end", "", after, after)]


def _strange(text: str, place: int) -> FormulaError:
    letter = text[place]
    if "\u1100" <= letter <= "\u11ff" or "\u3130" <= letter <= "\u318f" or "가" <= letter <= "힣":
        return FormulaError("formula_hangul", place + 1, letter=letter)
    if letter in "[]{}":
        round_ = text.translate(str.maketrans("[]{}", "()()"))
        return FormulaError("formula_brackets", place + 1, (round_,), letter=letter)
    if letter == "!" and text[:place].rstrip()[-1:].isalnum():
        return FormulaError("formula_factorial", place + 1)
    if letter == "\\":
        return FormulaError("formula_tex", place + 1)
    if not letter.isprintable():
        return FormulaError("formula_invisible", place + 1, code=f"U+{ord(letter):04X}")
    return FormulaError("formula_character", place + 1, letter=letter)


def read_number(token: Token) -> Number:
    """The number of a token.

    Decimals of ten digits and more are taken as rounded: 0.6931471806 stands for log(2).

    Raises:
        FormulaError: if it has too many digits or is too large or small for a float.
    """
    mantissa, _, exponent = token.text.lower().partition("e")
    digits = mantissa.replace(".", "").lstrip("0")
    limit = MOST_DECIMAL_DIGITS if "." in mantissa else MOST_DIGITS
    if len(digits) > limit:
        raise FormulaError("formula_digits", token.start + 1, limit=limit)
    value = float(token.text)
    if value - value != 0.0 or (digits and abs(value) < 1e-300):
        raise FormulaError("formula_range", token.start + 1, number=token.text)
    exact = number(value)
    decimals = len(mantissa.partition(".")[2])
    if decimals and len(digits) >= ROUNDED_DIGITS:
        return Number(value, exact.error + 0.5 * 10.0 ** (int(exponent or 0) - decimals))
    return exact
