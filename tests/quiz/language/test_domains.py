import pytest

from quiz.errors import FormulaError
from quiz.language.domains import Domain, points, read_domain, read_domains


def column(form, count=200, seed=3):
    return points({"x": read_domain(form)}, count, seed)["x"]


@pytest.mark.parametrize(
    ("form", "low", "high", "middle"),
    [
        ("real", -10, 10, 0),
        ("positive", 0, 20, 1.6),
        ("prob", 0, 1, 0.5),
        ({"real": [-1, 3]}, -1, 3, 1),
        ({"positive": [5, 6]}, 5, 6, 5.5),
        ({"prob": [0.5, 0.6]}, 0.5, 0.6, 0.55),
    ],
)
def test_values_lie_inside_on_both_sides_of_the_middle(form, low, high, middle):
    values = column(form)
    assert low < min(values) < middle < max(values) < high
    assert 90 <= sum(value < middle for value in values) <= 110
    assert len(set(values)) == len(values)


def test_whole_numbers():
    values = column("integer")
    assert {value for value in values if value < 10} == set(range(2, 10))
    assert 10 <= max(values) <= 20 and all(value.is_integer() for value in values)
    assert set(column({"integer": [0, 3]}, count=12)) == {0, 1, 2, 3}
    assert set(column({"integer": [5, 5]}, count=4)) == {5}


def test_a_simplex_sums_to_one_exactly():
    names = read_domains({n: {"simplex": "s"} for n in "abc"} | {n: {"simplex": "t"} for n in "uv"})
    drawn = points(names, 100, 1)
    for a, b, c, u, v in zip(*(drawn[name] for name in "abcuv"), strict=True):
        assert a + b + c == 1.0 and u + v == 1.0 and 1.0 - u == v
        assert min(a, b, c, u, v) > 0.0
    assert len({round(value, 1) for value in drawn["a"]}) > 6


def test_the_same_seed_gives_the_same_points():
    names = read_domains({"x": "real", "n": "integer"})
    assert points(names, 8, 5) == points(names, 8, 5)
    assert points(names, 8, 5) != points(names, 8, 6)
    # Fixed for ever: marks must not change with a version of Python.
    assert points({"x": Domain("real", 0.0, 1.0)}, 3, 1)["x"] == pytest.approx(
        [0.9194997088656939, 0.4199892150748778, 0.16517546178336737]
    )


@pytest.mark.parametrize(
    "form",
    ["complex", 3, None, {"real": [1]}, {"real": [2, 1]}, {"real": ["a", "b"]}, {"simplex": 1}]
    + [{"integer": [1, float("nan")]}, {"real": [1, 2], "prob": [0, 1]}, {}, {"simplex": [0, 1]}],
)
def test_what_is_no_domain(form):
    with pytest.raises(FormulaError) as caught:
        read_domain(form)
    assert caught.value.key == "formula_domain"
