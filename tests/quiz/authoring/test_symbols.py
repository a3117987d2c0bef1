"""sympy and mpmath mean by every function what the closed language means."""

import mpmath
import pytest
import sympy

from quiz.authoring.symbols import to_mpmath, to_sympy
from quiz.language.evaluation import evaluate
from quiz.language.functions import CONSTANTS, FUNCTIONS, OPERATORS
from quiz.language.grammar import parse
from quiz.language.tree import Call, Name

POINTS = [{"x": 0.375, "y": 2.5}, {"x": 0.75, "y": 0.25}]
WHOLE = [{"x": 5.0, "y": 2.0}, {"x": 7.0, "y": 3.0}]


@pytest.mark.parametrize("name", [*FUNCTIONS, *OPERATORS])
def test_a_function_has_the_same_values(name):
    function = {**FUNCTIONS, **OPERATORS}[name]
    call = Call(name, tuple(map(Name, "xy"[: max(function.fewest, min(2, function.most))])))
    for point in WHOLE if name in ("factorial", "binom") else POINTS:
        known = {name: sympy.Float(value) for name, value in point.items()}
        symbols = {name: sympy.Symbol(name) for name in point}
        wanted = pytest.approx(evaluate(call, point), rel=1e-12)
        assert float(to_mpmath(call, {k: mpmath.mpf(v) for k, v in point.items()})) == wanted
        symbolic = to_sympy(call, symbols).subs({symbols[k]: v for k, v in known.items()})
        assert float(symbolic.evalf(30)) == wanted


@pytest.mark.parametrize("text", CONSTANTS)
def test_constants(text):
    expression = parse(text, [])
    wanted = pytest.approx(evaluate(expression, {}), rel=1e-14)
    assert float(to_sympy(expression, {})) == wanted
    assert float(to_mpmath(expression, {})) == wanted


def test_decimals_are_what_the_author_wrote():
    assert to_sympy(parse("0.1", []), {}) == sympy.Rational(1, 10)
    with mpmath.workdps(40):
        assert to_mpmath(parse("0.1+0.2-0.3", []), {}) < 1e-40


def test_infinity_is_a_name_of_proofs():
    assert to_sympy(parse("-oo", ["oo"]), {}) == -sympy.oo
    assert to_mpmath(parse("oo", ["oo"]), {}) == mpmath.inf
