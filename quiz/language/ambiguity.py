"""What can be read in two ways, and what to type instead.

Every suggestion is the whole text as it was typed, changed where it has to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.errors import FormulaError
from quiz.language.tokens import Token

if TYPE_CHECKING:
    from quiz.language.grammar import Parser


def either(
    key: str, token: Token, first: str, second: str, shown: tuple[str, str], /
) -> FormulaError:
    """The error of what has two readings.

    Args:
        key: of the text.
        token: where it stands.
        first: the whole text in one reading.
        second: the whole text in the other one.
        shown: the part that is read, in either reading.
    """
    return FormulaError(key, token.start + 1, (first, second), first=shown[0], second=shown[1])


def joined(text: str, token: Token, pieces: Sequence[str], other: Sequence[str]) -> FormulaError:
    """abc, where a and bc are declared, and ab and c: a*bc or ab*c.

    Args:
        text: the whole formula as typed.
        token: the word that can be cut in two ways.
        pieces: what it is cut into.
        other: the same, in the other reading.
    """
    readings = "*".join(pieces), "*".join(other)
    typed = [text[: token.start] + reading + text[token.end :] for reading in readings]
    return either("formula_twofold", token, typed[0], typed[1], readings)


def chain(parser: Parser) -> list[str]:
    """Read all factors that follow without a sign; their texts."""
    pieces = []
    while parser.begins_factor():
        start = parser.peek().start
        parser.power()
        pieces.append(parser.text[start : parser.last.end])
    return pieces


def check_product(parser: Parser, first: Token, slash: Token | None) -> None:
    """Hold that a product without a sign, about to be read, can only mean one thing.

    Args:
        parser: between the two factors.
        first: where the whole product begins.
        slash: the division just before the left factor, if there is one.

    Raises:
        FormulaError: if it can be misread.
    """
    if parser.peek().kind == "number":
        raise _no_sign(parser)
    if slash is not None:
        raise _quotient(parser, first, slash)
    if parser.last.kind == "name" and parser.peek().text == "(":
        if parser.last.text == "e" and parser.words.name("e") is None:
            raise _power_of_e(parser)
    elif parser.exponent is not None and parser.exponent[1] is parser.last:
        _check_exponent(parser, parser.exponent[0])


def _no_sign(parser: Parser) -> FormulaError:
    """Before a number: x*2 or x^2 for `x 2`, 2*3 or 23 for `2 3`."""
    text, left, right = parser.text, parser.last, parser.peek()
    other = "" if left.kind == "number" else "^"
    shown = [f"{text[left.start : left.end]}{sign}{right.text}" for sign in ("*", other)]
    typed = [text[: left.end] + sign + text[right.start :] for sign in ("*", other)]
    if left.kind == "number" and not (left.text + right.text).isdigit():  # 1.2.3, 1 .5
        meant = (typed[0],)
        return FormulaError("formula_sign_missing", right.start + 1, meant, first=shown[0])
    return either("formula_no_sign", right, typed[0], typed[1], (shown[0], shown[1]))


def _quotient(parser: Parser, first: Token, slash: Token) -> FormulaError:
    """2/3x: (2/3)*x or 2/(3*x)."""
    text, next_ = parser.text, parser.peek()
    quotient = text[first.start : parser.last.end]
    above, below = text[first.start : slash.end], text[slash.end : parser.last.end].strip()
    rest = "*".join(chain(parser))
    before, after = text[: first.start], text[parser.last.end :]
    readings = (f"({quotient})*{rest}", f"{above}({below}*{rest})")
    typed = [before + reading + after for reading in readings]
    return either("formula_quotient", next_, typed[0], typed[1], readings)


def _power_of_e(parser: Parser) -> FormulaError:
    """e(x): e^(x) or e*(x)."""
    text, end, next_ = parser.text, parser.last.end, parser.peek()
    parser.power()
    argument = text[next_.start : parser.last.end]
    typed = [text[:end] + sign + text[next_.start :] for sign in ("^", "*")]
    return either("formula_twofold", next_, typed[0], typed[1], (f"e^{argument}", f"e*{argument}"))


def _check_exponent(parser: Parser, caret: Token) -> None:
    """x^2y: x^2*y or x^(2*y). A space between says enough, and so does x^2(1-x)."""
    text, last, next_ = parser.text, parser.last, parser.peek()
    exponent = text[caret.end : last.end].strip()
    enclosed = exponent.startswith("(") and exponent.endswith(")")
    base = parser.before(caret)
    counted = exponent.isdigit() and next_.text == "(" and base.text not in ("e",)
    if enclosed or next_.start > last.end or (counted and base.kind != "number"):
        return
    parser.power()
    factor, after = text[next_.start : parser.last.end], text[parser.last.end :]
    start = base.start if base.kind in ("name", "number") else caret.start
    readings = (
        f"{text[start : last.end]}*{factor}",
        f"{text[start : caret.end]}({exponent}*{factor})",
    )
    typed = [text[:start] + reading + after for reading in readings]
    raise either("formula_twofold", next_, typed[0], typed[1], readings)


def check_root(parser: Parser, sign: Token) -> None:
    """Hold that it is clear where the root of a sign ends: after √(...), not in √2x.

    Args:
        parser: behind the root's first factor.
        sign: the root sign.

    Raises:
        FormulaError: if it is not.
    """
    text, last, next_ = parser.text, parser.last, parser.peek()
    if last.kind not in ("name", "number") or next_.start > last.end:
        return
    inner = text[sign.end : last.end].strip()
    if next_.text == "^" or next_.kind == "script":
        joint = ""
        if next_.text == "^":
            parser.next()
        parser.power() if next_.text == "^" else parser.next()
    elif parser.begins_factor():
        joint = "*"
        parser.power()
    else:
        return
    rest, after = text[next_.start : parser.last.end], text[parser.last.end :]
    readings = (f"sqrt({inner}{joint}{rest})", f"sqrt({inner}){joint}{rest}")
    typed = [text[: sign.start] + reading + after for reading in readings]
    raise either("formula_twofold", sign, typed[0], typed[1], readings)
