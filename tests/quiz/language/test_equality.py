import pytest

from quiz.language.domains import read_domains
from quiz.language.equality import Verdict, compare
from quiz.language.grammar import parse

REAL = {"x": "real", "y": "real"}


def compared(answer, key, names=REAL, **options):
    return compare(parse(answer, names), parse(key, names), read_domains(names), **options)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("0", "1e-10*x"),
        ("1e-10*x", "0"),
        ("3e-12*x", "1e-12*x"),
        ("1e-300*x", "2e-300*x"),
        ("x+1e-12", "x"),
        ("x*(1+1e-12*y)", "x"),
        ("0.333333333*x", "x/3"),
        ("3.14159*x", "pi*x"),
        ("x", "abs(x)"),
        ("x", "relu(x)"),
        ("x", "max(x,y)"),
        ("x", "max(x,-3)"),
        ("1", "step(x)"),
        ("floor(x)", "x"),
        ("sign(x)*x^2", "x^2"),
        ("x^2/abs(x)", "x"),
    ],
)
def test_different(answer, key):
    assert compared(answer, key).verdict is Verdict.WRONG
    assert compared(key, answer).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("x^2/x", "x"),
        ("sqrt(x^2)", "|x|"),
        ("max(x,0)", "relu(x)"),
        ("(x+abs(x))/2", "relu(x)"),
        ("x*step(x)", "relu(x)"),
        ("-min(-x,-y)", "max(x,y)"),
        ("cos(x)^2+sin(x)^2", "1"),
        ("0.6931471806*x", "log(2)*x"),
        ("0.333333333333333*x", "x/3"),
        ("x-x", "0"),
        ("1e-12*y*x/y", "1e-12*x"),
        ("2^(x*y)", "exp(x*y*log(2))"),
        ("x/(1/2)", "2x"),
        ("1e300*x/1e300", "x"),
    ],
)
def test_the_same(answer, key):
    assert compared(answer, key).verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    "answer",
    [
        "{key}+1e300-1e300",
        "{key}+1e9-1e9",
        "({key}+1e12*y)-1e12*y",
        "{key}*(1+1e-12*y)+1e9-1e9",
        "0*{key}+exp(800)-exp(800)",
        "tan(pi/2)*0+{key}*exp(900)/exp(900)",
    ],
)
def test_lost_digits_buy_nothing(answer):
    """What the key's own digits do not explain stays undecided, whether it is meant well or not."""
    comparison = compared(answer.format(key="x*y"), "x*y")
    assert comparison.verdict is Verdict.UNDECIDED
    assert comparison.reason == "formula_digits_lost"


@pytest.mark.parametrize("answer", ["x+1e-17*abs(x)", "x+exp(-60)*x", "x*(1-1e-20*cos(x))"])
def test_a_term_that_no_float_shows_is_not_accepted(answer):
    assert compared(answer, "x").reason in ("formula_hidden_term", "")
    assert compared(answer, "x").verdict is not Verdict.EQUAL


def test_a_key_with_a_term_that_no_float_shows_judges_nothing():
    assert compared("x+2e-17*x", "x+1e-17*x").reason == "formula_key_unknown"


def test_the_key_as_it_stands_is_always_right():
    for key in ("x+1e300-1e300", "log(x-x)", "1/0", "x+1e-17"):
        assert compared(key, key).verdict is Verdict.EQUAL


def test_a_difference_says_where():
    found = compared("2x", "x+y")
    assert found.verdict is Verdict.WRONG and set(found.at) == {"x", "y"}
    assert found.answer == pytest.approx(2 * found.at["x"])
    assert found.key == pytest.approx(found.at["x"] + found.at["y"])


def test_an_answer_without_a_value_where_the_key_has_one_is_wrong_there():
    found = compared("log(x)+log(y)", "log(x*y)")
    assert found.verdict is Verdict.WRONG and found.reason == "formula_undefined"
    assert found.at["x"] < 0 and found.at["y"] < 0
    positive = {"x": "positive", "y": "positive"}
    assert compared("log(x)+log(y)", "log(x*y)", positive).verdict is Verdict.EQUAL


def test_points_where_the_key_has_no_value_are_left_out():
    assert compared("log(x)", "log(x)+0*log(x)").verdict is Verdict.EQUAL
    assert compared("log(abs(x))", "log(x)").verdict is Verdict.EQUAL
    assert compared("sqrt(x*y)", "sqrt(x)*sqrt(y)").verdict is Verdict.EQUAL


def test_an_overflow_is_no_missing_value():
    wide = {"x": {"real": [-2000, 2000]}}
    assert compared("exp(x)/(1+exp(x))", "sigmoid(x)", wide).verdict is Verdict.EQUAL
    assert compared("1/(1+exp(-x))", "sigmoid(x)", wide).verdict is Verdict.EQUAL


def test_keys_without_a_known_value_decide_nothing():
    for key in ("1/0", "log(-1-x^2)", "x*1e300*1e300", "x+1e20-1e20"):
        found = compared("2x", key)
        assert (found.verdict, found.reason) == (Verdict.UNDECIDED, "formula_key_unknown")


def test_formulas_without_names():
    assert compared("log(8)/log(2)", "3", {}).verdict is Verdict.EQUAL
    assert compared("0.3", "0.1+0.2", {}).verdict is Verdict.EQUAL
    assert compared("3.0001", "3", {}).verdict is Verdict.WRONG
    assert compared("1/0", "3", {}).reason == "formula_no_value"


def test_how_many_digits_agree():
    assert compared("0.333*x", "x/3").digits == 3
    assert compared("0.33333333*x", "x/3").digits == 8
    assert compared("2x", "x").digits == 0


def test_domains_decide():
    assert compared("sqrt(x^2)", "x").verdict is Verdict.WRONG
    assert compared("sqrt(x^2)", "x", {"x": "positive"}).verdict is Verdict.EQUAL
    whole = {"n": "integer", "x": "positive"}
    assert compared("cos(pi*n)*x", "(-1)^n*x", whole).verdict is Verdict.EQUAL
    assert compared("cos(pi*n)*x", "(-1)^n*x", {"n": "positive", "x": "positive"}).verdict is (
        Verdict.UNDECIDED
    )
    simplex = {"p": {"simplex": "s"}, "q": {"simplex": "s"}}
    assert compared("1-p", "q", simplex).verdict is Verdict.EQUAL
    assert compared("log(1-p)", "log(q)", simplex).verdict is Verdict.EQUAL
    assert compared("1-p", "q", {"p": "prob", "q": "prob"}).verdict is Verdict.WRONG


def test_few_whole_numbers_are_all_looked_at():
    names = {"k": {"integer": [0, 3]}}
    assert compared("k*(k-1)*(k-2)*(k-3)", "0", names).verdict is Verdict.EQUAL
    assert compared("k*(k-1)*(k-2)", "0", names).verdict is Verdict.WRONG


def test_the_seed_decides_the_points_and_not_the_verdict():
    points = {tuple(compared("2x", "x", seed=seed).at.values()) for seed in range(5)}
    assert len(points) == 5
    for seed in range(20):
        assert compared("(x+y)^2", "x^2+2x*y+y^2", seed=seed).verdict is Verdict.EQUAL
        assert compared("(x+y)^2", "x^2+y^2", seed=seed).verdict is Verdict.WRONG
