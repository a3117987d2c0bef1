"""Numbers as people write them, the same on every machine: the filters of templates.

The last bits of a double depend on the machine's mathematical library, and a value just above or
just below a half would be rounded differently there. So a number is first settled to 12
significant digits; only then is it rounded, half to even. Integers keep all their digits.

Filters take numbers, what another filter has written ("0.50"), and lists of them, entry by entry:
vectors, and matrices as lists of rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any

#: Significant digits that do not depend on the machine.
SETTLED = 12
#: Most digits that can be asked for; a double has hardly more.
MOST_DIGITS = 15

#: One in every sign that filters write.
_ONES = frozenset(("1", "-1", "+ 1", "- 1"))
_EXACT_INTEGERS = 2**53
#: Powers of ten of the first digit between which a number is written without an exponent.
_PLAIN = range(-6, 16)
_WIDE = Context(prec=400, rounding=ROUND_HALF_EVEN)  # wide enough for every double


class NumberFault(ValueError):
    """What a filter cannot write.

    Args:
        kind: "no-number", "not-finite" or "digits".
        found: what there was instead.
    """

    def __init__(self, kind: str, found: object) -> None:
        super().__init__(f"{kind}: {found!r:.40}")
        self.kind = kind
        self.found = f"{found!r:.40}"


def num(value: Any) -> Any:
    """The shortest natural way: 2.0 as 2, 0.1 + 0.2 as 0.3, 0.0000001 as 1e-7."""
    return _each(value, lambda number: _write(_shortest(number)))


def dp(value: Any, decimals: int) -> Any:
    """With a number of decimals: 0.5 with two is 0.50."""
    step = Decimal(1).scaleb(-_digits(decimals, least=0))

    def write(number: Decimal) -> str:
        rounded = number.quantize(step, context=_WIDE)
        return format(rounded if rounded else abs(rounded), "f")  # no -0.00

    return _each(value, write)


def sig(value: Any, digits: int) -> Any:
    """With a number of significant digits: 0.5 with three is 0.500, 1234.5 is 1230."""
    rounding = Context(prec=_digits(digits, least=1), rounding=ROUND_HALF_EVEN)

    def write(number: Decimal) -> str:
        rounded = rounding.plus(number)
        last = Decimal(1).scaleb(rounded.adjusted() - digits + 1)
        return _write(rounded.quantize(last, context=_WIDE))  # adds zeros, rounds no more

    return _each(value, write)


def pct(value: Any, decimals: int = 0) -> Any:
    """As a percentage, the sign with it: 0.125 with one decimal is 12.5%."""
    return _each(value, lambda number: f"{dp(str(number.scaleb(2)), decimals)}%")


def signed(value: Any) -> Any:
    """As a further term of a sum: "+ 3" or "- 3"."""
    return _each_text(value, lambda text: f"- {text[1:]}" if text[:1] == "-" else f"+ {text}")


def paren(value: Any) -> Any:
    """As a factor or a subtrahend: negative numbers stand in parentheses."""
    return _each_text(value, lambda text: f"({text})" if text[:1] == "-" else text)


def coef(value: Any) -> Any:
    """As a factor before a letter: nothing for 1, a minus for -1; also behind `signed`."""
    return _each_text(value, lambda text: text[:-1] if text in _ONES else text)


def tex(value: Any) -> Any:
    r"""For use in TeX: 1e-7 as 10^{-7}, 2.5e-7 as 2.5 \times 10^{-7}, matrices as such."""
    if _is_matrix(value):
        rows = r" \\ ".join(" & ".join(map(tex, row)) for row in value)
        return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
    return _each_text(value, _power_of_ten)


def shown(value: Any) -> str:
    """What a template prints where no filter stands: texts as they are, numbers by `num`.

    Lists are written as a learner may type them: (1, 2, 3), and [1 2; 3 4] for a matrix.

    Raises:
        NumberFault: if it is neither text nor number nor a list of them, or not finite.
    """
    if _is_matrix(value):
        return "[" + "; ".join(" ".join(map(shown, row)) for row in value) + "]"
    if isinstance(value, list | tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    return value if isinstance(value, str) else str(num(value))


def settle(value: float | str) -> Decimal:
    """A number without the digits that depend on the machine.

    Raises:
        NumberFault: if it is no finite number, or a text that is none.
    """
    try:
        number = _settled(value)
    except (InvalidOperation, OverflowError):
        raise NumberFault("no-number", value) from None
    if not number.is_finite():
        raise NumberFault("not-finite", value)
    return number


def _settled(value: float | str) -> Decimal:
    if isinstance(value, str):
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidOperation
    if not math.isfinite(value):
        return Decimal(value)
    if abs(value) <= _EXACT_INTEGERS and value == int(value):
        return Decimal(int(value))
    return Decimal(f"{value:.{SETTLED - 1}e}")


def _each(value: Any, write: Callable[[Decimal], str]) -> Any:
    if isinstance(value, list | tuple):
        return [_each(item, write) for item in value]
    return write(settle(value))


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Change how numbers are written; what a filter has written keeps its digits."""
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return change(value if isinstance(value, str) else num(value))


def _is_matrix(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(row, list | tuple) for row in value)
    )


def _digits(count: int, least: int) -> int:
    if isinstance(count, bool) or not isinstance(count, int) or not least <= count <= MOST_DIGITS:
        raise NumberFault("digits", count)
    return count


def _shortest(number: Decimal) -> Decimal:
    return number.normalize(_WIDE) if number else Decimal(0)


def _write(number: Decimal) -> str:
    if not number or number.adjusted() in _PLAIN:
        return format(number, "f")
    return format(number, "e").replace("e+", "e")


def _power_of_ten(text: str) -> str:
    digits, found, exponent = text.partition("e")
    if not found:
        return text
    factor = {"1": "", "-1": "-"}.get(digits, rf"{digits} \times ")
    return f"{factor}10^{{{exponent}}}"
