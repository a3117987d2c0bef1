import pytest

from quiz.errors import FormulaError
from quiz.language.conditions import parse_condition


def holds(text, **values):
    return parse_condition(text, values).holds(values)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("p < q", True),
        ("p <= q", True),
        ("p > q", False),
        ("p >= q", False),
        ("p == q", False),
        ("p != q", True),
        ("p ≤ q", True),
        ("p ≠ q", True),
        ("p*10 + 1 == q*10", True),
        ("0.1+0.2 == 0.3", True),
        ("0.1+0.2 > 0.3", False),
        ("0.1+0.2 >= 0.3", True),
        ("abs(p-q) > 0.05", True),
        ("1/(p-p) > 0", False),
        ("1/(p-p) != 0", False),
        ("exp(9999) > 0", False),
    ],
)
def test_conditions(text, truth):
    assert holds(text, p=0.2, q=0.3) is truth


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        ("p", "formula_no_comparison", 2),
        ("p = q", "formula_no_comparison", 3),
        ("p < q < 1", "formula_two_comparisons", 7),
        ("p <", "formula_ends", 4),
        ("p < q)", "formula_unopened", 6),
        ("r < 1", "formula_unknown_name", 1),
    ],
)
def test_what_is_no_condition(text, key, column):
    with pytest.raises(FormulaError) as caught:
        parse_condition(text, ["p", "q"])
    assert (caught.value.key, caught.value.column) == (key, column)


def test_the_names_of_a_condition():
    assert parse_condition("p+1 < q", ["p", "q", "r"]).names == {"p", "q"}
