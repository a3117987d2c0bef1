"""A formula as TeX: how it was understood, shown to who typed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import IntEnum

from quiz.language.spelling import GREEK_NAMES, fold
from quiz.language.tree import Call, Expression, Name, Number

#: TeX has no command for the capitals that look like Latin ones, nor for omicron.
_LATIN = {
    **{name: name[0] for name in "Alpha Beta Epsilon Zeta Eta Iota Kappa Mu Nu Tau".split()},
    "Omicron": "O",
    "Rho": "P",
    "Chi": "X",
    "omicron": "o",
}
_NAME = re.compile(r"(?P<word>\D+)(?P<index>[\d_].*)?\Z")

_WORDS = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}
_COMMANDS = frozenset("exp log sin cos tan sinh cosh tanh arcsin arccos arctan max min".split())
_ENCLOSED = {
    "abs": (r"\left|", r"\right|"),
    "floor": (r"\left\lfloor ", r"\right\rfloor "),
    "ceil": (r"\left\lceil ", r"\right\rceil "),
    "sqrt": (r"\sqrt{", "}"),
}
_OPERATORS = {
    "log2": r"\log_{2}",
    "log10": r"\log_{10}",
    "gamma": r"\Gamma",
    "lgamma": r"\log\Gamma",
}


class _Level(IntEnum):
    """How tightly a text holds together."""

    SUM = 1
    PRODUCT = 2
    FUNCTION = 3
    ATOM = 4


def to_tex(expression: Expression) -> str:
    """A formula as TeX, without dollars."""
    return _written(expression)[0]


def name_to_tex(name: str) -> str:
    r"""A name as TeX.

    >>> name_to_tex("sigma1"), name_to_tex("s_max"), name_to_tex("lr")
    ('\\sigma_{1}', 's_{\\mathrm{max}}', '\\mathrm{lr}')
    """
    head, _, tail = name.partition("_")
    match = _NAME.match(fold(head))
    word, digits = (match["word"], match["index"] or "") if match else (head, "")
    parts = [part for part in (digits, *tail.split("_")) if part]
    index = ",".join(_word(fold(part)) for part in parts)
    return _word(word) + (f"_{{{index}}}" if index else "")


def _word(word: str) -> str:
    if word in _LATIN:
        return rf"\mathrm{{{_LATIN[word]}}}"
    if word in GREEK_NAMES or word == "ell":
        return "\\" + word
    return word if len(word) == 1 or word.isdigit() else rf"\mathrm{{{word}}}"


def _written(node: Expression) -> tuple[str, _Level]:
    if isinstance(node, Name):
        return name_to_tex(node.name), _Level.ATOM
    if isinstance(node, Number):
        return _number(node)
    if node.function in _BY_OPERATOR:
        return _BY_OPERATOR[node.function](*node.arguments)
    return _function(node)


def _number(node: Number) -> tuple[str, _Level]:
    if node.label:
        return (r"\pi" if node.label == "pi" else node.label), _Level.ATOM
    level = _Level.SUM if node.value < 0 else _Level.ATOM
    mantissa, _, exponent = f"{node.value:.15g}".partition("e")
    if not exponent:
        return mantissa, level
    power = f"10^{{{int(exponent)}}}"
    scaled = {"1": power, "-1": f"-{power}"}.get(mantissa, rf"{mantissa} \times {power}")
    return scaled, min(level, _Level.PRODUCT)


def _at_least(node: Expression, level: _Level) -> str:
    """A part, in parentheses unless it holds together as tightly as that."""
    text, own = _written(node)
    return text if own >= level else rf"\left({text}\right)"


def _plus(left: Expression, right: Expression) -> tuple[str, _Level]:
    text, second = to_tex(left), to_tex(right)
    return f"{text} + {_enclosed_if(second.startswith('-'), second)}", _Level.SUM


def _minus(left: Expression, right: Expression) -> tuple[str, _Level]:
    return f"{to_tex(left)} - {_at_least(right, _Level.PRODUCT)}", _Level.SUM


def _negative(inner: Expression) -> tuple[str, _Level]:
    return f"-{_at_least(inner, _Level.PRODUCT)}", _Level.SUM


def _enclosed_if(needed: bool, text: str) -> str:
    return rf"\left({text}\right)" if needed else text


def _times(left: Expression, right: Expression) -> tuple[str, _Level]:
    signed = isinstance(left, Call) and left.function == "neg"
    first = to_tex(left) if signed else _at_least(left, _Level.PRODUCT)
    second = _at_least(right, _Level.PRODUCT)
    if second[:1].isdigit():
        between = r" \cdot "
    elif r"\mathrm" in first + second or first.endswith("!"):
        between = r" \, "
    else:
        between = " "
    return first + between + second, _Level.SUM if signed else _Level.PRODUCT


def _over(left: Expression, right: Expression) -> tuple[str, _Level]:
    return rf"\frac{{{to_tex(left)}}}{{{to_tex(right)}}}", _Level.PRODUCT


def _to_the(base: Expression, exponent: Expression) -> tuple[str, _Level]:
    return f"{_at_least(base, _Level.ATOM)}^{{{_exponent(exponent)}}}", _Level.FUNCTION


def _exponent(node: Expression) -> str:
    """An exponent stays on one line where it is a simple fraction."""
    if isinstance(node, Call) and node.function == "neg":
        return f"-{_exponent(node.arguments[0])}" if _is_simple(node.arguments[0]) else to_tex(node)
    if isinstance(node, Call) and _is_simple(node):
        return "/".join(to_tex(part) for part in node.arguments)
    return to_tex(node)


def _is_simple(node: Expression) -> bool:
    """Whether it is a fraction of numbers or names, such as -1/2."""
    if not isinstance(node, Call) or node.function != "/":
        return False
    above, below = node.arguments
    if isinstance(above, Call) and above.function == "neg":
        above = above.arguments[0]
    return not isinstance(above, Call) and not isinstance(below, Call)


def _factorial(inner: Expression) -> tuple[str, _Level]:
    return f"{_at_least(inner, _Level.ATOM)}!", _Level.FUNCTION


def _binomial(top: Expression, bottom: Expression) -> tuple[str, _Level]:
    return rf"\binom{{{to_tex(top)}}}{{{to_tex(bottom)}}}", _Level.ATOM


def _function(node: Call) -> tuple[str, _Level]:
    inside = ", ".join(to_tex(part) for part in node.arguments)
    if node.function in _ENCLOSED:
        before, after = _ENCLOSED[node.function]
        return before + inside + after, _Level.ATOM
    word = _WORDS.get(node.function, node.function)
    command = _OPERATORS.get(word) or (
        f"\\{word}" if word in _COMMANDS else rf"\operatorname{{{word}}}"
    )
    return rf"{command}\left({inside}\right)", _Level.FUNCTION


_BY_OPERATOR: Mapping[str, Callable[..., tuple[str, _Level]]] = {
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _over,
    "^": _to_the,
    "neg": _negative,
    "factorial": _factorial,
    "binom": _binomial,
}
