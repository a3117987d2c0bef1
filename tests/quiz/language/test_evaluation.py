import math

import mpmath
import pytest
from hypothesis import example, given, settings

from quiz.language.evaluation import Sample, ball_at, evaluate
from quiz.language.grammar import parse
from quiz.language.rounding import defined
from quiz.language.tree import Name, Number, bind, call, number
from tests.quiz.language import exact, made


def ball(text, **values):
    return ball_at(parse(text, values), values)


@settings(max_examples=600, deadline=None)
@given(made.formulas, made.points)
@example("(0.1 + 0.1)", dict.fromkeys(made.NAMES, 0.0))
@example("((x + 3e5) - 3e5)", dict.fromkeys(made.NAMES, 0.3))
@example("floor((0.1*x))", dict.fromkeys(made.NAMES, 30.0))
@example("asin((1 - (1e-12*x)))", dict.fromkeys(made.NAMES, 1.0))
def test_the_exact_value_lies_within_the_bound(text, point):
    value, error = ball_at(parse(text, made.NAMES), point)
    exactly = {name: mpmath.mpf(x) for name, x in point.items()}
    try:
        truth = exact.value(text, exactly)
    except exact.NoValueError:
        # No value, or infinite: never a known finite number.
        assert not error < math.inf
        return
    except exact.TooLargeError:
        return
    assert error == error, f"there is a value: {truth}"
    if error < math.inf:
        assert abs(mpmath.mpf(value) - truth) <= error


@settings(max_examples=100, deadline=None)
@given(made.formulas, made.points, made.points)
def test_many_points_are_computed_as_one(text, one, other):
    formula = parse(text, made.NAMES)
    columns = {name: [one[name], other[name]] for name in made.NAMES}
    together = Sample(columns).balls(formula)
    apart = [ball_at(formula, point) for point in (one, other)]
    assert repr(together) == repr(apart)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2^2", -4.0),
        ("2^3^2", 512.0),
        ("2^-1", 0.5),
        ("8/4/2", 1.0),
        ("1-2-3", -4.0),
        ("2(3)(4)", 24.0),
        ("0^0", 1.0),
        ("(-8)^3", -512.0),
        ("log(e)", 1.0),
        ("ln(1)", 0.0),
        ("log2(8)", 3.0),
        ("log10(1000)", 3.0),
        ("abs(-3)", 3.0),
        ("|2-5|", 3.0),
        ("sigmoid(0)", 0.5),
        ("relu(-2)", 0.0),
        ("softplus(0)", math.log(2)),
        ("factorial(5)", 120.0),
        ("factorial(170)", float(math.factorial(170))),
        ("binom(5,2)", 10.0),
        ("binom(2,5)", 0.0),
        ("gamma(5)", 24.0),
        ("lgamma(5)", math.log(24)),
        ("floor(-1.5)", -2.0),
        ("ceil(-1.5)", -1.0),
        ("sign(-3)", -1.0),
        ("step(0)", 1.0),
        ("max(1,3,2)", 3.0),
        ("min(1,-3,2)", -3.0),
        ("normpdf(0)", 1 / math.sqrt(2 * math.pi)),
        ("normcdf(0)", 0.5),
        ("erf(0)", 0.0),
        ("2pi", 2 * math.pi),
    ],
)
def test_values(text, value):
    assert evaluate(parse(text, ())) == pytest.approx(value, rel=1e-14, abs=0)


@pytest.mark.parametrize(
    "text",
    ["1/0", "log(0)", "log(-1)", "sqrt(-1)", "(-2)^0.5", "0^-1", "asin(2)", "factorial(-1)"]
    + ["factorial(2.5)", "gamma(0)", "gamma(-3)", "binom(-1,2)", "1/(2-2)", "log(1-1)+5"],
)
def test_no_value(text):
    value, error = ball(text)
    assert math.isnan(value) and math.isnan(error)


@pytest.mark.parametrize(
    "text", ["exp(1000)", "10^400", "factorial(171)", "1e300*1e300", "cosh(999)"]
)
def test_an_overflow_is_no_missing_value(text):
    value, error = ball(text)
    assert value == math.inf and error == math.inf
    assert defined(ball(f"{text}-{text}"))


def test_whole_numbers_are_exact():
    assert ball("(2*n+1)^3/9-n", n=4.0) == (77.0, 0.0)
    assert ball("(-1)^(2*n+1)", n=4.0) == (-1.0, 0.0)


def test_cancellation_shows_in_the_bound():
    value, error = ball("x+1e300-1e300", x=2.0)
    assert value == 0.0 and error > 1e280


def test_a_missing_name_is_a_fault_of_the_caller():
    with pytest.raises(KeyError):
        evaluate(parse("x", ["x"]), {})


def test_values_that_are_not_finite_do_not_raise():
    assert math.isnan(evaluate(parse("x-x", ["x"]), {"x": math.inf}))
    assert not math.isfinite(evaluate(parse("sin(x)", ["x"]), {"x": math.inf}))


def test_many_values():
    squares = Sample({"x": [1.0, 2.0, 3.0]}).balls(parse("x^2", ["x"]))
    assert [value for value, _ in squares] == [1.0, 4.0, 9.0]
    assert [value for value, _ in Sample({}, count=2).balls(parse("2", ["x"]))] == [2.0, 2.0]


def test_binding_puts_numbers_and_formulas_in_the_place_of_names():
    formula = parse("x*log(y)+x", ["x", "y"])
    bound = bind(formula, {"x": 2.0, "y": parse("1+1", ())})
    assert bound.names == frozenset()
    assert evaluate(bound) == pytest.approx(2 * math.log(2) + 2)
    assert bind(formula, {"z": 1.0}) is formula
    swapped = bind(formula, {"x": Name("y"), "y": Name("x")})
    assert swapped == parse("y*log(x)+y", ["x", "y"])


def test_a_bound_number_has_the_error_of_its_computation():
    assert bind(Name("x"), {"x": 0.5}) == Number(0.5)
    assert bind(Name("x"), {"x": 0.1 + 0.2}).error > number(0.3).error
    assert call("+", Number(1.0), Name("x")).names == {"x"}
