"""Reading a number as people type it: "0,69", "80 %", "3/8", "ln(2)", "약 1.44 bit".

What is left after units, percent signs and words of approximation is an expression of the closed
language without names (quiz/language).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.errors import FormulaError, UnreadableError
from quiz.language.evaluation import evaluate
from quiz.language.grammar import parse
from quiz.language.notation import to_tex
from quiz.language.tree import Expression, Number

#: Characters of an answer; the language itself reads no longer ones.
LONGEST = 400

#: Letter by letter, so that the columns of errors stay.
PLAIN = (
    {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "−–—﹣"), "-")
    | dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000\t"), " ")
    | dict.fromkeys(map(ord, "≈≒∼"), "=")
)
_BEFORE = re.compile(r"\s*(?:(?:약|대략|about|approx(?:imately|\.)?|roughly|ca\.|~|=)\s*)*", re.I)
_AFTER = re.compile(r"\s*(?:정도|쯤)?(?:입니다|이다|임|예요|이에요)?\s*(?:(?<=[\w%)\s])\.)?\s*\Z")
#: Words with which Korean counts things; they are no units.
_COUNTED = re.compile(r"(?<=\d)\s*(?:개|번|배|회|가지|차원|명)\Z")
_PERCENT = re.compile(r"\s*(?:%|퍼센트|프로|percent|per cent)\Z", re.I)
_FOREIGN = re.compile(r"(?P<number>.*[\d)])\s*(?P<unit>[^\W\d_][^\d()=+*]{0,29})\Z")

_SPECIAL = re.compile(r"[%#&_$]")  # of TeX

_NUMERAL = re.compile(r"\d[\d.,]*\d")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d+\Z")
_SPACED = re.compile(r"[-+]?\d{1,3}(?: \d{3})+(?:\.\d+)?\Z")
#: A letter that stands for the sign of a product: 3x10^8, but not 0x10.
_TIMES = re.compile(r"(?<=\d)(\s*)[xX](?=\s*10\s*(?:\^|\*\*|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]))")
_DECIMAL = re.compile(r"[-+]?\d*\.?(?P<decimals>\d*)\Z")

#: What the language says of words and signs that no number has, where formulas have them.
_NO_NUMBER = frozenset(
    f"formula_{fault}"
    for fault in (
        *("unknown_name", "unknown_name_near", "joined", "index", "hangul", "character"),
        *("comma", "decimal_comma", "equation", "comparison"),
    )
)


@dataclass(frozen=True)
class Reading:
    """A number that was read.

    Attributes:
        value: in the first unit; 0.8 for "80 %" where percent is no unit of the question.
        expression: as it was understood, without its unit.
        unit: the unit that was typed, as it was declared; "" for none.
        percent: whether a percent sign was taken as a hundredth.
        decimals: how many digits were typed after the point; None unless it was a plain decimal.
    """

    value: float
    expression: Expression = field(default=Number(0.0), compare=False)
    unit: str = ""
    percent: bool = False
    decimals: int | None = None

    @property
    def tex(self) -> str:
        """The number as TeX."""
        if self.percent:
            return to_tex(self.expression) + r"\,\%"
        unit = _SPECIAL.sub(r"\\\g<0>", self.unit)
        return to_tex(self.expression) + (rf"\,\text{{{unit}}}" if unit else "")

    @property
    def echo(self) -> str:
        """The number as TeX, unless it is a plain one that nobody can misread."""
        plain = self.decimals is not None and not self.percent and not self.unit
        return "" if plain else self.tex


def read_number(typed: str, units: Mapping[str, float] | None = None) -> Reading:
    """Read a number.

    Args:
        typed: the answer.
        units: how many of the first unit each unit is; the first one's factor is 1.

    Raises:
        UnreadableError: if it is no number, or may be two; with the column, if there is one.
    """
    units = units or {}
    if len(typed) > LONGEST:
        raise UnreadableError("formula_too_long", limit=LONGEST, length=len(typed), column=LONGEST)
    text, start = _bare(_TIMES.sub(r"\1*", typed.translate(PLAIN)))
    unit = _unit(text, units)
    if unit:
        text = text[: -len(unit)].rstrip()
        unit = _declared(unit, units)
    percent = None if unit else _PERCENT.search(text)
    if percent:
        text = text[: percent.start()]
        unit = "%" if "%" in units else ""
    text = _COUNTED.sub("", text)
    plain = _points(text)
    expression = _parsed(plain, start, units)
    hundredth = bool(percent) and not unit
    value = evaluate(expression) * (units[unit] if unit else 0.01 if hundredth else 1.0)
    if not math.isfinite(value):
        raise UnreadableError("number_not_finite", typed=text)
    decimal = _DECIMAL.match(plain) if plain == text else None
    decimals = len(decimal["decimals"]) if decimal else None
    return Reading(value, expression, unit, hundredth, decimals)


def _bare(text: str) -> tuple[str, int]:
    """The text without what people write around a number, and where it begins."""
    start = 0
    name, equals, _ = text.rpartition("=")
    if equals and name.strip()[:1].isalpha():
        start = len(name) + 1
    before = _BEFORE.match(text, start)
    start = before.end() if before else start
    after = _AFTER.search(text, start)
    return text[start : after.start() if after else None], start


def _unit(text: str, units: Mapping[str, float]) -> str:
    """The unit at the end of a text, as it was typed."""
    for unit in sorted(units, key=len, reverse=True):
        for ending in (unit, f"{unit}s"):
            number, found = text[: -len(ending)], text[-len(ending) :]
            joined = found[:1].isalpha() and number[-1:].isalpha()
            if found.casefold() == ending.casefold() and number.strip() and not joined:
                return found
    return ""


def _declared(typed: str, units: Mapping[str, float]) -> str:
    """The declared unit of which `typed` is a spelling: the very same before other capitals.

    Raises:
        UnreadableError: if other capitals make several units of it: mw.
    """
    same = [unit for unit in units if typed in (unit, f"{unit}s")]
    folded = typed.casefold()
    alike = same or [unit for unit in units if folded in (unit.casefold(), f"{unit}s".casefold())]
    if len(alike) > 1:
        raise UnreadableError("number_unit_unknown", unit=typed, known=alike)
    return alike[0]


def _points(text: str) -> str:
    """A text with decimal points, however decimals and thousands were written.

    Raises:
        UnreadableError: if a comma may be either: 1,000.
    """
    if _SPACED.match(text):
        return text.replace(" ", "")
    if "(" in text:  # commas part the arguments of a function there
        return text
    return _NUMERAL.sub(lambda found: _point(found[0]), text)


def _point(numeral: str) -> str:
    grouped, comma = _GROUPED.match(numeral), _COMMA.match(numeral)
    if grouped and comma and not numeral.startswith("0"):
        thousands, decimal = numeral.replace(",", ""), numeral.replace(",", ".")
        raise UnreadableError("number_comma", suggestions=[thousands, decimal], typed=numeral)
    if comma:
        return numeral.replace(".", "").replace(",", ".")
    return numeral.replace(",", "") if grouped else numeral


def _parsed(text: str, start: int, units: Mapping[str, float]) -> Expression:
    try:
        return parse(text, ())
    except FormulaError as error:
        foreign = _FOREIGN.match(text)
        if foreign and _is_number(foreign["number"]):
            known = list(units)
            key = "number_unit_unknown" if known else "number_unit_none"
            raise UnreadableError(key, unit=foreign["unit"].strip(), known=known) from None
        if error.key == "formula_empty":
            raise UnreadableError("number_empty") from None
        if error.key in _NO_NUMBER:
            raise UnreadableError("number_unreadable", typed=text) from None
        column = error.column + start
        raise UnreadableError(error.key, **{**error.fields, "column": column}) from None


def _is_number(text: str) -> bool:
    """Whether a text is an expression without names."""
    try:
        parse(text, ())
    except FormulaError:
        return False
    return True
