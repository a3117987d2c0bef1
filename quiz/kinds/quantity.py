"""A number to be computed: the answer of a `numeric` question and of a blank with a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from basis.texts import Message, Text
from quiz.finding import Problem
from quiz.kinds.diagnosis import diagnose
from quiz.kinds.expressions import compute, expression_problems
from quiz.kinds.misconceptions import Misconception, declared, misconception_problems
from quiz.kinds.number import Reading, read_number
from quiz.kinds.prompting import At
from quiz.kinds.tolerance import Tolerance
from quiz.mark import Mark
from quiz.question import Question

#: The score of an answer that is off only by rounding.
ROUNDED_SCORE = 0.5


@dataclass(frozen=True)
class Quantity:
    """A number with what it is mistaken for.

    Attributes:
        key: the right value, in the first unit.
        units: how many of the first unit each unit is, in the author's order.
    """

    key: float
    tolerance: Tolerance
    units: Mapping[str, float]
    misconceptions: tuple[Misconception[float], ...]
    at: At

    @classmethod
    def of(cls, body: Mapping[str, Any], values: Mapping[str, Any], at: At = ()) -> Quantity:
        """Compute a quantity from the body of a question or of a blank, which stands at `at`.

        Raises:
            VariantError: if a value or a text cannot be computed.
        """
        key = compute(body["answer"], values, (*at, "answer"))
        units = {
            name: compute(factor, values, (*at, "units", name))
            for name, factor in (body.get("units") or {}).items()
        }

        def value(entry: Mapping[str, Any], place: At) -> float:
            return compute(entry["answer"], values, (*place, "answer"))

        known = {**values, "key": key}
        tolerance = Tolerance.of(body.get("tolerance"))
        return cls(key, tolerance, units, declared(body, known, at, value), at)

    @property
    def shown(self) -> Text:
        """The key as it is shown after the answer, with its unit."""
        unit = next(iter(self.units), "")
        text = self.tolerance.shown(self.key) + (f" {unit}" if unit else "")
        return Text(ko=text, en=text)

    def read(self, typed: str) -> Reading:
        """Read an answer.

        Raises:
            UnreadableError: if it is no number.
        """
        return read_number(typed, self.units)

    def mark(self, reading: Reading) -> Mark:
        """Judge a number: right, foreseen by the author, rounded, or wrong in a way to be named."""
        value, key, tolerance = reading.value, self.key, self.tolerance
        if tolerance.holds(value, key):
            return Mark(1.0)
        foreseen = [one for one in self.misconceptions if self._betrays(value, one)]
        if foreseen:
            return min(foreseen, key=lambda one: abs(value - one.value)).betrayed()
        if tolerance.rounded(value, key):
            return Mark(ROUNDED_SCORE, (self._rounding(reading),))
        return Mark(0.0, (diagnose(value, key, tolerance, self.units, reading.unit),))

    def _betrays(self, value: float, one: Misconception[float]) -> bool:
        near = abs(value - one.value) < abs(value - self.key)
        return near and self.tolerance.holds(value, one.value)

    def _rounding(self, reading: Reading) -> Message:
        asked, given = self.tolerance.decimals, reading.decimals
        if asked is not None and given is not None and given < asked:
            if Tolerance.of({"decimals": given}).holds(reading.value, self.key):
                return Message("numeric_fewer_decimals", {"given": given, "asked": asked})
        return Message("numeric_rounded")

    def problems(self) -> Iterator[Problem]:
        """What marking cannot tell apart, and keys that nobody can type."""
        for index, name in enumerate(self.units):
            factor = self.units[name]
            if factor <= 0.0 or (index == 0 and factor != 1.0):
                yield Problem("unit-factor", (*self.at, "units", name), {"unit": name})
        if not self.tolerance.can_be_typed(self.key):
            yield Problem("key-needs-tolerance", (*self.at, "answer"), {"key": self.key})
        if self.key == 0.0 and not self.tolerance.exact and not self.tolerance.absolute:
            yield Problem("zero-without-width", (*self.at, "tolerance"))
        yield from misconception_problems(
            self.key, self.misconceptions, self.tolerance.holds, self.at
        )


def quantity_problems(question: Question, body: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """Expressions of a quantity that cannot be read."""
    yield from expression_problems(question, body["answer"], (*at, "answer"))
    for name, factor in (body.get("units") or {}).items():
        yield from expression_problems(question, factor, (*at, "units", name))
    for index, entry in enumerate(body.get("misconceptions") or ()):
        place = (*at, "misconceptions", index, "answer")
        yield from expression_problems(question, entry["answer"], place)
