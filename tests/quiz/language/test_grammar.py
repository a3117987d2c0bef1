import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import FormulaError
from quiz.language.grammar import parse
from quiz.language.tree import Name, call
from tests.quiz.language import made

NAMES = ("x", "y", "a", "b", "p", "n", "s1", "s_max", "sigma", "mu")


def read(text, names=NAMES):
    return parse(text, names)


def refused(text, names=NAMES):
    with pytest.raises(FormulaError) as caught:
        parse(text, names)
    return caught.value


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("-x^2", "-(x^2)"),
        ("2^3^2", "2^(3^2)"),
        ("e^-x^2", "e^(-(x^2))"),
        ("a/b/x", "(a/b)/x"),
        ("a-b-x", "(a-b)-x"),
        ("a/b*x", "(a/b)*x"),
        ("2x^2", "2*(x^2)"),
        ("-2x", "(-2)*x"),
        ("x*-y", "x*(-y)"),
        ("x^-1", "x^(-1)"),
        ("2x/3", "(2*x)/3"),
        ("--x", "-(-x)"),
        ("+x", "x"),
        ("x**2", "x^2"),
        ("2(a+b)", "2*(a+b)"),
        ("(a)(b)", "a*b"),
        ("p(1-p)", "p*(1-p)"),
        ("x^2(1-x)", "(x^2)*(1-x)"),
        ("x^2 y", "(x^2)*y"),
        ("x y", "x*y"),
        ("2ab/(a+b)", "(2*a*b)/(a+b)"),
        ("ab^2", "a*(b^2)"),
        ("ab(x+y)", "a*b*(x+y)"),
        ("xx", "x*x"),
        ("sigmax", "sigma*x"),
        ("nsmax", "n*s_max"),
        ("2e-3x", "0.002*x"),
        ("2e", "2*e"),
        ("2 pi x", "2*pi*x"),
        ("x sqrt(y)", "x*sqrt(y)"),
        ("|x|", "abs(x)"),
        ("||x|-1|", "abs(abs(x)-1)"),
        ("2|x|y", "2*abs(x)*y"),
        ("s_1", "s1"),
        ("s_{max}", "s_max"),
        ("smax", "s_max"),
        ("ln(x)", "log(x)"),
        ("Log(x)", "log(x)"),
        ("log_2(x)", "log2(x)"),
        ("arctan(x)", "atan(x)"),
    ],
)
def test_readings(text, meaning):
    assert read(text) == read(meaning)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("σ", "sigma"),
        ("μσ", "mu*sigma"),
        ("2σ²", "2*sigma^2"),
        ("x²y", "x^2*y"),
        ("x⁻¹", "x^-1"),
        ("xⁿ⁺¹", "x^(n+1)"),
        ("x⁽ⁿ⁻¹⁾", "x^(n-1)"),
        ("s₁", "s1"),
        ("sₘₐₓ", "s_max"),
        ("s₁x", "s1*x"),
        ("√x", "sqrt(x)"),
        ("√(x+1)", "sqrt(x+1)"),
        ("√2 x", "sqrt(2)*x"),
        ("−x", "-x"),
        ("x × y ÷ 2", "x*y/2"),
        ("x·y", "x*y"),
        ("１＋２＊（ｘ－ｙ）／３", "1+2*(x-y)/3"),
        ("𝑥 + 𝜎", "x+sigma"),
        ("x\u00a0+\u3000y", "x+y"),
        ("x\u200b+y", "x+y"),
        ("2π", "2*pi"),
    ],
)
def test_other_spellings(text, meaning):
    assert read(text) == read(meaning)


def test_greek_and_spelled_names_are_the_same_whichever_is_declared():
    for declared in ("σ_x", "sigma_x", "σx"):
        for typed in ("σ_x", "sigma_x", "sigmax", "σx", "σₓ", "σ_{x}"):
            assert parse(typed, [declared]) == Name(declared)


def test_declared_names_hide_functions_and_constants():
    assert parse("gamma(x)", ["gamma", "x"]) == parse("gamma*(x)", ["gamma", "x"])
    assert parse("e^x", ["e", "x"]) == call("^", Name("e"), Name("x"))
    assert parse("gamma(x)", ["x"]) == call("gamma", Name("x"))


AMBIGUOUS = {
    "2/3x": ("(2/3)*x", "2/(3*x)"),
    "1/2(a+b)": ("(1/2)*(a+b)", "1/(2*(a+b))"),
    "1+a/b x": ("1+(a/b)*x", "1+a/(b*x)"),
    "a/2σ²": ("(a/2)*σ²", "a/(2*σ²)"),
    "x^2y": ("x^2*y", "x^(2*y)"),
    "e^2x": ("e^2*x", "e^(2*x)"),
    "e^-2x": ("e^-2*x", "e^(-2*x)"),
    "1+2^3x": ("1+2^3*x", "1+2^(3*x)"),
    "e(x)": ("e^(x)", "e*(x)"),
    "√2x": ("sqrt(2*x)", "sqrt(2)*x"),
    "√x^2": ("sqrt(x^2)", "sqrt(x)^2"),
    "√p(1-p)": ("sqrt(p*(1-p))", "sqrt(p)*(1-p)"),
    "log x y": ("log(x*y)", "log(x)*y"),
    "sin 2x": ("sin(2*x)", "sin(2)*x"),
    "tan^-1(x)": ("atan(x)", "1/tan(x)"),
    "x 2": ("x*2", "x^2"),
    "2 3": ("2*3", "23"),
    "x2": ("x^2", "2*x"),
    "ab2": ("a*b^2", "2*a*b"),
    "1/ab": ("(1/a)*b", "1/(a*b)"),
    "x^ab": ("x^a*b", "x^(a*b)"),
    "√ab": ("sqrt(a*b)", "sqrt(a)*b"),
}


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_can_be_misread_is_refused_with_both_readings(text):
    error = refused(text)
    assert error.suggestions == AMBIGUOUS[text]
    first, second = (read(suggestion) for suggestion in error.suggestions)
    assert first != second


@pytest.mark.parametrize(
    ("text", "key", "column", "suggestions"),
    [
        ("", "formula_empty", 1, ()),
        ("   ", "formula_empty", 1, ()),
        ("x+ae", "formula_joined", 3, ("x+a*e",)),
        ("xsin(x)", "formula_joined", 1, ("x*sin(x)",)),
        ("sin x", "formula_function_bare", 1, ("sin(x)",)),
        ("1+logx", "formula_function_bare", 3, ("1+log(x)",)),
        ("exp", "formula_function_alone", 1, ()),
        ("sin^2(x)", "formula_function_power", 1, ("sin(x)^2",)),
        ("log(x,2)", "formula_arity", 1, ()),
        ("max(x)", "formula_arity", 1, ()),
        ("x+", "formula_operand", 2, ()),
        ("x*/y", "formula_operand", 2, ()),
        ("(x+1", "formula_unclosed", 1, ("(x+1)",)),
        ("|x", "formula_unclosed", 1, ("|x|",)),
        ("x+1)", "formula_unopened", 4, ("x+1",)),
        ("()", "formula_nothing_inside", 1, ()),
        ("x,y", "formula_comma", 2, ()),
        ("0,5x", "formula_decimal_comma", 2, ("0.5x",)),
        ("1,000x", "formula_decimal_comma", 2, ("1.000x", "1000x")),
        ("f(x) = 2x", "formula_equation", 6, ("2x",)),
        ("x = 2y", "formula_equation", 3, ("2y",)),
        ("x < y", "formula_comparison", 3, ()),
        ("[x+1]", "formula_brackets", 1, ("(x+1)",)),
        ("n!", "formula_factorial", 2, ()),
        ("\\frac{1}{2}", "formula_tex", 1, ()),
        ("x + ㅌ", "formula_hangul", 5, ()),
        ("１ ＋ 나", "formula_hangul", 5, ()),
        ("x #", "formula_character", 3, ()),
        ("x\x07", "formula_invisible", 2, ()),
        ("1e999", "formula_range", 1, ()),
        ("x+1234567890123456", "formula_digits", 3, ()),
        ("ex(", "formula_joined", 1, ("e*x(",)),
        ("x" * 25, "formula_joined", 1, ("*".join("x" * 25),)),
        ("sgima", "formula_unknown_name_near", 1, None),
        ("X", "formula_unknown_name_near", 1, ("x",)),
        ("sqr(x)", "formula_unknown_function_near", 1, None),
        ("zzz(x)", "formula_unknown_function", 1, ()),
        ("Φ(x)", "formula_unknown_function_near", 1, ("normcdf(x)",)),
        ("x⁺⁺", "formula_superscript", 2, ()),
    ],
)
def test_what_is_no_formula(text, key, column, suggestions):
    error = refused(text)
    assert (error.key, error.column) == (key, column)
    if suggestions is not None:
        assert error.suggestions == suggestions


@pytest.mark.parametrize(
    ("text", "names", "readings"),
    [
        ("abc", ["a", "bc", "ab", "c"], ("a*bc", "ab*c")),
        ("1+pir", ["p", "i", "r"], ("1+p*i*r", "1+pi*r")),
    ],
)
def test_names_side_by_side_that_can_be_cut_in_two_ways_are_refused(text, names, readings):
    assert refused(text, names).suggestions == readings


def test_a_declared_name_or_function_is_not_cut():
    assert parse("pr", ["p", "r", "pr"]) == Name("pr")
    assert parse("2pr", ["p", "r", "pr"]) == parse("2*pr", ["pr"])
    assert parse("sigmax", ["x", *"sigma", "sigma"]) == parse("sigma*x", ["sigma", "x"])
    assert refused("xsin(x)", [*"xsin"]).suggestions == ("x*sin(x)",)
    assert refused("logx", [*"logx"]).suggestions == ("log(x)",)
    assert refused("abs", [*"abs"]).key == "formula_function_alone"
    assert refused("p_1r", ["p_1", "r"]).key == "formula_joined"


def factors(expression):
    """The names of a product, from the left."""
    if isinstance(expression, Name):
        return [expression.name]
    left, right = expression.arguments
    return [*factors(left), right.name]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("prtuvwyz"), min_size=1, max_size=12))
def test_single_letters_side_by_side_are_their_product(letters):
    assert parse("".join(letters), "prtuvwyz") == parse("*".join(letters), "prtuvwyz")


@settings(max_examples=300, deadline=None)
@given(
    st.sets(st.text("pqr", min_size=1, max_size=3), min_size=1, max_size=6),
    st.data(),
)
def test_names_side_by_side_are_their_product_or_refused_with_two(names, data):
    drawn = data.draw(st.lists(st.sampled_from(sorted(names)), min_size=1, max_size=6))
    text = "".join(drawn)
    try:
        found = factors(parse(text, sorted(names)))
    except FormulaError as error:
        first, second = (factors(parse(reading, sorted(names))) for reading in error.suggestions)
        assert first != second and "".join(first) == "".join(second) == text
    else:
        assert "".join(found) == text and len(found) <= len(drawn)
        assert set(ends(found)) <= set(ends(drawn))


def ends(pieces):
    """Where pieces of a text end."""
    return [len("".join(pieces[:count])) for count in range(1, len(pieces) + 1)]


def test_columns_are_those_of_the_text_as_typed():
    assert refused("  x₁₂ + ①").column == 3
    assert refused("s₁ + x² #").column == 9


def test_unknown_names_come_with_the_known_ones():
    error = refused("foo", ["x", "y"])
    assert error.key == "formula_unknown_name" and error.fields["known"] == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("x" * 401, "formula_too_long"),
        ("+".join("x" * 200), "formula_too_many"),
        ("(" * 100 + "x" + ")" * 100, "formula_too_deep"),
        ("-" * 200 + "x", "formula_too_deep"),
        ("^".join("x" * 90), "formula_too_deep"),
        ("sin(" * 60 + "x" + ")" * 60, "formula_too_deep"),
        ("9" * 16, "formula_digits"),
        ("0." + "9" * 21, "formula_digits"),
    ],
)
def test_caps(text, key):
    assert refused(text).key == key


def test_up_to_the_caps_everything_is_read():
    read("(" * 39 + "x" + ")" * 39)
    read("+".join("x" * 125))
    read("0.000000000000000000001234")


@settings(max_examples=200, deadline=None)
@given(made.formulas)
def test_every_formula_with_all_signs_is_read(text):
    parse(text, made.NAMES)


@settings(max_examples=300, deadline=None)
@given(made.texts)
def test_any_text_is_a_formula_or_an_error_inside_of_it(text):
    try:
        parse(text, made.NAMES)
    except FormulaError as error:
        assert 1 <= error.column <= max(1, len(text) + 1, 400)
        assert all(isinstance(suggestion, str) for suggestion in error.suggestions)


@settings(max_examples=300, deadline=None)
@given(made.texts)
def test_suggestions_lead_on(text):
    """What is suggested for an ambiguity is read, or fails for another reason further on."""
    try:
        parse(text, made.NAMES)
    except FormulaError as error:
        if error.key not in ("formula_quotient", "formula_twofold", "formula_no_sign"):
            return
        for suggestion in error.suggestions:
            try:
                parse(suggestion, made.NAMES)
            except FormulaError as next_error:
                behind = text[error.column - 1 :]
                assert (next_error.key, next_error.column) != (error.key, error.column), behind


def test_a_number_pasted_from_a_program_is_read():
    assert parse("0.69314718055994530942", ()).value == 0.6931471805599453
