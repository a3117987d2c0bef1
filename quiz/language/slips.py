"""A key with one slip in one place: a sign, a term, a factor, an exponent, a name.

The texts of slips (messages/language.*) say what an answer is that is the key with that slip;
quiz/language/probe.py finds out whether it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from basis.texts import Message
from quiz.language.notation import to_tex
from quiz.language.tree import Call, Expression, Name, Number, call


@dataclass(frozen=True, slots=True)
class Slip:
    """A key with a fault.

    Attributes:
        text: key of the text that names the fault.
        changed: the key with the fault.
        parts: fields of the text: formulas, which are shown as TeX.
    """

    text: str
    changed: Expression
    parts: Mapping[str, Expression] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        """The message that names the fault."""
        return Message(self.text, {name: to_tex(part) for name, part in self.parts.items()})


def slips(key: Expression, names: Collection[str]) -> Iterator[Slip]:
    """Every slip in every place, from the outside in.

    Args:
        key: the formula to change.
        names: the declared names, any of which may stand for another one.
    """
    if isinstance(key, Name):
        yield from _names(key, names)
    elif isinstance(key, Number):
        yield from _numbers(key)
    else:
        yield from _BY_FUNCTION.get(key.function, _function)(key)
        for index, part in enumerate(key.arguments):
            before, after = key.arguments[:index], key.arguments[index + 1 :]
            for slip in slips(part, names):
                whole = Call(key.function, (*before, slip.changed, *after))
                yield Slip(slip.text, whole, slip.parts)


def _names(key: Name, names: Collection[str]) -> Iterator[Slip]:
    for name in names:
        if name != key.name:
            other = Name(name)
            yield Slip("probe_name_instead", other, {"found": other, "right": key})


def _numbers(key: Number) -> Iterator[Slip]:
    if key.label or not key.value.is_integer():
        return
    for value in (key.value + 1.0, key.value - 1.0, 2.0 * key.value, key.value / 2.0):
        if value != key.value:
            other = Number(value)
            yield Slip("probe_number_instead", other, {"found": other, "right": key})


def _sum(key: Call) -> Iterator[Slip]:
    left, right = key.arguments
    other = "-" if key.function == "+" else "+"
    alone = right if key.function == "+" else call("neg", right)
    yield Slip("probe_term_sign", call(other, left, right), {"term": right})
    yield Slip("probe_term_sign", call(key.function, call("neg", left), right), {"term": left})
    yield Slip("probe_term_missing", left, {"term": right})
    yield Slip("probe_term_missing", alone, {"term": left})


def _product(key: Call) -> Iterator[Slip]:
    left, right = key.arguments
    yield Slip("probe_factor_missing", right, {"factor": left})
    yield Slip("probe_factor_missing", left, {"factor": right})
    yield Slip("probe_divided", call("/", left, right), {"factor": right})
    yield Slip("probe_divided", call("/", right, left), {"factor": left})


def _quotient(key: Call) -> Iterator[Slip]:
    above, below = key.arguments
    yield Slip("probe_divisor_missing", above, {"divisor": below})
    yield Slip("probe_factor_missing", call("/", Number(1.0), below), {"factor": above})
    yield Slip("probe_multiplied", call("*", above, below), {"divisor": below})
    yield Slip("probe_upside_down", call("/", below, above), {"part": key})


def _power(key: Call) -> Iterator[Slip]:
    base, exponent = key.arguments
    yield Slip("probe_exponent_missing", base, {"part": key})
    yield Slip("probe_exponent_sign", call("^", base, call("neg", exponent)), {"part": key})


def _negative(key: Call) -> Iterator[Slip]:
    (inner,) = key.arguments
    yield Slip("probe_term_sign", inner, {"term": inner})


def _function(key: Call) -> Iterator[Slip]:
    if len(key.arguments) == 1:
        (inner,) = key.arguments
        yield Slip("probe_function_missing", inner, {"part": key, "found": inner})
        yield Slip("probe_argument_sign", call(key.function, call("neg", inner)), {"part": key})
    elif key.function in ("max", "min"):
        for inner in key.arguments:
            yield Slip("probe_function_missing", inner, {"part": key, "found": inner})


_BY_FUNCTION = {
    "+": _sum,
    "-": _sum,
    "*": _product,
    "/": _quotient,
    "^": _power,
    "neg": _negative,
}
