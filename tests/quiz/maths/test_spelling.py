"""The one-line form says the same as the formula: read back, it has the same value."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.language.evaluation import evaluate
from quiz.language.grammar import parse
from quiz.maths.formula import linear

VALUES = {"a": 1.3, "b": 0.7, "c": 2.1, "σ": 1.9, "x_1": 0.6}
LEAVES = {**{name: name for name in "abc"}, "\\sigma": "σ", "x_1": "x_1", "2": "2", "3": "3"}
FUNCTIONS = {r"\log": math.log, r"\exp": math.exp}

#: Of what does not depend on i: three times as much.
SUM_OF_3, AS_READ, SAME = r"\sum_{i=1}^3 ", "sum_(i=1)^3 ", "(3)*"

#: How a formula is written, how tightly it binds, and its value.
Formula = tuple[str, int, float]
SUM, SIGNED, PRODUCT, CLOSED, ATOM = range(5)


def atom(name: str) -> Formula:
    return name, ATOM, VALUES.get(LEAVES[name]) or float(name)


def within(formula: Formula, least: int) -> str:
    """A formula with the brackets that a writer of TeX gives it."""
    tex, binds, _ = formula
    return tex if binds >= least else f"({tex})"


def bigger(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: (f"{p[0][0]} + {within(p[1], PRODUCT)}", SUM, p[0][2] + p[1][2])),
        pairs.map(lambda p: (f"{p[0][0]} - {within(p[1], PRODUCT)}", SUM, p[0][2] - p[1][2])),
        inner.map(lambda f: ("-" + within(f, PRODUCT), SIGNED, -f[2])),
        st.tuples(pairs, st.sampled_from([" ", r"\cdot ", r"\, "])).map(product),
        pairs.map(lambda p: (rf"\frac{{{p[0][0]}}}{{{p[1][0]}}}", CLOSED, quotient(p[0], p[1]))),
        pairs.map(lambda p: (f"{within(p[0], ATOM)}/{within(p[1], ATOM)}", SUM, quotient(*p))),
        pairs.map(lambda p: (f"{within(p[0], ATOM)}^{{{p[1][0]}}}", CLOSED, power(*p))),
        pairs.map(lambda p: (f"{{{p[0][0]}}}^{{{p[1][0]}}}", CLOSED, power(*p))),
        inner.map(lambda f: (rf"{SUM_OF_3}{within(f, PRODUCT)}", PRODUCT, 3 * f[2])),
        inner.map(lambda f: (rf"\sqrt{{{f[0]}}}", CLOSED, power(f, ("", 0, 0.5)))),
        inner.map(lambda f: (rf"\left|{f[0]}\right|", CLOSED, abs(f[2]))),
        st.tuples(inner, st.sampled_from(sorted(FUNCTIONS))).map(called),
    )


def product(parts: tuple[tuple[Formula, Formula], str]) -> Formula:
    (left, right), sign = parts
    digits = right[0][:1].isdigit() or right[0].startswith("{")  # 2 3 is no product
    sign = r"\cdot " if digits else sign
    return within(left, PRODUCT) + sign + within(right, PRODUCT), PRODUCT, left[2] * right[2]


def called(parts: tuple[Formula, str]) -> Formula:
    inner, name = parts
    bare = inner[0].startswith(r"\frac") and inner[1] == CLOSED
    argument = inner[0] if bare else f"({inner[0]})"
    try:
        return name + argument, CLOSED, FUNCTIONS[name](inner[2])
    except (ValueError, OverflowError):
        return name + argument, CLOSED, math.nan


def quotient(upper: Formula, lower: Formula) -> float:
    return upper[2] / lower[2] if lower[2] else math.nan


def power(base: Formula, exponent: Formula) -> float:
    if base[2] <= 0 or abs(exponent[2]) > 50:
        return math.nan
    return float(base[2] ** exponent[2])


FORMULAS = st.recursive(st.sampled_from(sorted(LEAVES)).map(atom), bigger, max_leaves=9)


@given(FORMULAS)
def test_the_one_line_form_has_the_value_of_the_formula(formula: Formula) -> None:
    tex, _, value = formula
    assume(math.isfinite(value) and 1e-6 < abs(value) < 1e6)
    shown = linear(tex)
    read = evaluate(parse(shown.replace(AS_READ, SAME), VALUES), VALUES)
    assert math.isclose(read, value, rel_tol=1e-6), (tex, shown)


def test_lines_below_a_fraction_stay_below_it() -> None:
    lines = r"\begin{aligned}b+c\end{aligned}"
    assert linear(rf"\frac{{a}}{{{lines}}}") == "a/(b + c)"
    assert linear(rf"{{{lines}}}^2") == "(b + c)^2"
