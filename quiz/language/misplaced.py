"""What cannot stand where it stands: functions without parentheses, signs without operands.

As in quiz/language/ambiguity.py, every suggestion is the whole text, changed where it has to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.errors import FormulaError
from quiz.language.ambiguity import chain, either
from quiz.language.tokens import Token

if TYPE_CHECKING:
    from quiz.language.grammar import Parser

_COMPARES = ("<", ">", "<=", ">=", "==", "!=")
_OPERATORS = ("+", "-", "*", "/", "^", "√")


def check_equation(parser: Parser) -> None:
    """Hold that there is no equals sign: a learner may have typed `y = ...`.

    Raises:
        FormulaError: if there is one.
    """
    for token in reversed(parser.tokens):
        if token.text == "=":
            right = parser.text[token.end :].strip()
            raise FormulaError("formula_equation", token.start + 1, (right,) if right else ())


def bare_function(parser: Parser, word: Token) -> FormulaError:
    """The error of a function without parentheses: sin x, log x y, sin^2(x).

    Args:
        parser: behind the function's name.
        word: the name.
    """
    text = parser.text
    before, name = text[: word.start], text[word.start : word.end]
    if parser.peek().text == "^" or parser.peek().kind == "script":
        return _power_of_function(parser, word)
    pieces = chain(parser)
    after = text[parser.last.end :]
    if not pieces:
        return FormulaError("formula_function_alone", word.start + 1, function=name)
    whole, part = f"{name}({'*'.join(pieces)})", f"{name}({pieces[0]})"
    if len(pieces) == 1:
        meant = (before + whole + after,)
        return FormulaError(
            "formula_function_bare", word.start + 1, meant, function=name, first=whole
        )
    other = "*".join([part, *pieces[1:]])
    return either(
        "formula_twofold", word, before + whole + after, before + other + after, (whole, other)
    )


def _power_of_function(parser: Parser, word: Token) -> FormulaError:
    """sin^2(x): sin(x)^2."""
    text = parser.text
    name = text[word.start : word.end]
    sign = parser.next()
    if sign.text == "^":
        start = parser.peek().start
        parser.signed()
        exponent = text[start : parser.last.end]
    else:
        exponent = sign.text
    if parser.peek().text != "(":
        return FormulaError("formula_function_alone", word.start + 1, function=name)
    start = parser.peek().start
    parser.power()
    inner = text[start : parser.last.end]
    before, after = text[: word.start], text[parser.last.end :]
    if exponent.strip("()") in ("-1", "⁻¹"):
        readings = (f"a{name}{inner}", f"1/{name}{inner}")
        typed = [before + reading + after for reading in readings]
        return either("formula_twofold", word, typed[0], typed[1], readings)
    written = name + inner + ("^" if sign.text == "^" else "") + exponent
    meant = (before + written + after,)
    return FormulaError(
        "formula_function_power", word.start + 1, meant, function=name, first=written
    )


def unexpected(parser: Parser, token: Token, opened: list[Token]) -> FormulaError:
    """The error of a token that cannot stand where it stands.

    Args:
        parser: anywhere behind what stands before the token.
        token: the token.
        opened: parentheses and bars that are open.
    """
    text, column, before = parser.text, token.start + 1, parser.before(token)
    if before.text in _OPERATORS:
        return FormulaError("formula_operand", before.start + 1, sign=before.text)
    if token.kind == "end" and before.text == "|":
        closed = text[: before.start] + text[before.end :]
        return FormulaError("formula_unopened", before.start + 1, (closed,), sign="|")
    if token.kind == "end":
        return FormulaError("formula_ends", column)
    if token.text == ")" and not opened:
        closed = text[: token.start] + text[token.end :]
        return FormulaError("formula_unopened", column, (closed,), sign=")")
    if token.text == ",":
        return _comma(parser, token)
    if token.text in _COMPARES:
        return FormulaError("formula_comparison", column, sign=token.text)
    return FormulaError("formula_unexpected", column, found=token.text)


def _comma(parser: Parser, token: Token) -> FormulaError:
    """0,5 is read as 0.5 in some countries; here a comma separates arguments."""
    text, before, after = parser.text, parser.before(token), parser.after(token)
    if {before.kind, after.kind} != {"number"} or before.end != after.start - 1:
        return FormulaError("formula_comma", token.start + 1)
    signs = (".", "") if len(after.text) == 3 else (".",)  # or thousands
    typed = tuple(text[: token.start] + sign + text[token.end :] for sign in signs)
    first = f"{before.text}.{after.text}"
    return FormulaError("formula_decimal_comma", token.start + 1, typed, first=first)
