"""A key with one fault of the whole formula, or of a name wherever it stands.

As in quiz/language/slips.py, each comes with the text that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import combinations

from quiz.language.closed_form import recognise
from quiz.language.equality import SLACK
from quiz.language.rounding import INF, Ball, divide, subtract
from quiz.language.slips import Slip
from quiz.language.tree import Call, Expression, Name, Number, bind, call, rebuilt, walk

#: A constant or a factor has to be known so well to be named.
SHARP = 1e-9

#: What stands for any argument.
_X = Name("x")

_LOGARITHMS = ("log", "log2", "log10")

_OF_A_NAME: Mapping[str, Callable[[Expression], Expression]] = {
    "probe_name_squared": lambda name: call("^", name, Number(2.0)),
    "probe_name_root": lambda name: call("sqrt", name),
    "probe_name_sign": lambda name: call("neg", name),
    "probe_name_reciprocal": lambda name: call("/", Number(1.0), name),
    "probe_name_complement": lambda name: call("-", Number(1.0), name),
}


def of_all(key: Expression) -> Iterator[Slip]:
    """What can be wrong with the result as a whole."""
    yield Slip("probe_sign", call("neg", key))
    yield from _other_logarithm(key)
    yield Slip("probe_reciprocal", call("/", Number(1.0), key))
    yield Slip("probe_complement", call("-", Number(1.0), key))
    yield Slip("probe_squared", call("^", key, Number(2.0)))
    yield Slip("probe_root", call("sqrt", key))
    yield Slip("probe_logarithm", call("log", key))
    yield Slip("probe_exponential", call("exp", key))


def exchanged(key: Expression, names: Collection[str]) -> Iterator[Slip]:
    """Two names in each other's place."""
    used = key.names
    for one, other in combinations(names, 2):
        if one in used or other in used:
            changed = bind(key, {one: Name(other), other: Name(one)})
            yield Slip("probe_exchanged", changed, {"one": Name(one), "other": Name(other)})


def of_names(key: Expression, names: Collection[str]) -> Iterator[Slip]:
    """What can be wrong with a name wherever it stands: squared, without its root ..."""
    used = key.names
    for name in names:
        if name in used:
            for text, wrong in _OF_A_NAME.items():
                yield Slip(text, bind(key, {name: wrong(Name(name))}), {"name": Name(name)})


def offset(key: Expression, answers: list[Ball], keys: list[Ball]) -> Iterator[Slip]:
    """A constant too much, if the answer differs from the key by the same at all points."""
    if key.names:  # any two numbers differ by a constant
        yield from _between(key, answers, keys, "+")


def factor(key: Expression, answers: list[Ball], keys: list[Ball]) -> Iterator[Slip]:
    """A factor too much, if the answer is the same multiple of the key at all points."""
    yield from _between(key, answers, keys, "*")


def _between(key: Expression, answers: list[Ball], keys: list[Ball], sign: str) -> Iterator[Slip]:
    inverse, text = (subtract, "probe_constant") if sign == "+" else (divide, "probe_factor")
    found = [inverse(given, right) for given, right in zip(answers, keys, strict=True)]
    known = [(value, error) for value, error in found if error < INF]
    sharp = [(value, error) for value, error in known if value and error <= SHARP * abs(value)]
    if not sharp:
        return
    value, error = min(sharp, key=lambda ball: ball[1] / abs(ball[0]))
    if any(abs(other - value) > SLACK * (its + error) for other, its in known):
        return
    form = recognise(value, error)
    if form is not None:
        yield Slip(text, call(sign, key, form), {"value": form})
    elif key.names:
        shown = Number(float(f"{value:.4g}"))
        yield Slip(f"{text}_about", call(sign, key, Number(value, error)), {"value": shown})


def _other_logarithm(key: Expression) -> Iterator[Slip]:
    used = {node.function for node in walk(key) if isinstance(node, Call)}
    for right in _LOGARITHMS:
        for found in _LOGARITHMS:
            if right in used and found not in used:
                parts = {"found": call(found, _X), "right": call(right, _X)}
                yield Slip("probe_logarithm_base", _exchanged(key, right, found), parts)


def _exchanged(formula: Expression, old: str, new: str) -> Expression:
    """A formula with one function in the place of another."""

    def change(node: Expression) -> Expression:
        if isinstance(node, Call) and node.function == old:
            return Call(new, node.arguments)
        return node

    return rebuilt(formula, change)
