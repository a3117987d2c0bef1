"""Variants: reproducible draws under constraints."""

import math
from collections import Counter

import pytest

from basis.texts import Text
from quiz.errors import VariantError
from quiz.question import Param, Question
from quiz.variants.drawing import draw


def question(**fields):
    text = Text("글", "text")
    return Question(
        "made-up", "numeric", "topic", "area", ("topic.1",), 1, text, text, text, **fields
    )


def test_a_seed_gives_the_same_variant_for_ever():
    made = question(
        params={
            "p": Param(choose=(0.5, 0.6, 0.8)),
            "n": Param(integer=(2, 9)),
            "x": Param(real=(0.5, 2.0), decimals=1),
            "shape": Param(choose=("circle", "square")),
        },
        let={"twice": "2*n", "part": "p*twice"},
    )
    assert draw(made, 7).values == {
        "p": 0.5,
        "n": 7,
        "x": 1.9,
        "shape": "square",
        "twice": 14.0,
        "part": 7.0,
    }
    assert draw(made, 7) == draw(made, 7)


def test_everything_in_range_is_drawn_and_about_equally_often():
    made = question(params={"n": Param(integer=(-1, 2)), "x": Param(real=(-0.15, 0.1), decimals=1)})
    drawn = [draw(made, seed).values for seed in range(600)]
    whole = Counter(values["n"] for values in drawn)
    assert set(whole) == {-1, 0, 1, 2}
    assert min(whole.values()) > 100
    assert {values["x"] for values in drawn} == {-0.1, 0.0, 0.1}
    assert all(isinstance(values["n"], int) for values in drawn)


def test_two_questions_with_one_seed_are_drawn_apart():
    params = {"n": Param(integer=(1, 1000))}
    one, other = question(params=params), question(params=params)
    object.__setattr__(other, "id", "another")
    assert [draw(one, seed).values for seed in range(5)] != [
        draw(other, seed).values for seed in range(5)
    ]


def test_constraints_hold():
    ends = Param(integer=(1, 5))
    made = question(params={"a": ends, "b": ends}, let={"d": "a - b"}, where=("d > 0", "a != 3"))
    for seed in range(50):
        values = draw(made, seed).values
        assert values["a"] > values["b"]
        assert values["a"] != 3


def test_without_parameters_nothing_is_drawn():
    assert draw(question(), 3).values == {}


def test_a_value_that_is_zero_up_to_rounding_is_zero():
    assert draw(question(let={"z": "0.1 + 0.2 - 0.3"}), 1).values == {"z": 0.0}


def test_a_derived_value_may_be_undefined_only_where_constraints_exclude_it():
    params = {"a": Param(choose=(0, 1))}
    held = question(params=params, let={"l": "log(a)"}, where=("a > 0",))
    assert {draw(held, seed).values["l"] for seed in range(20)} == {0.0}
    loose = question(params=params, let={"l": "log(a)"})
    problems = []
    for seed in range(20):
        try:
            assert math.isfinite(draw(loose, seed).values["l"])
        except VariantError as error:
            problems.append(error.problem)
    assert {(problem.rule, problem.at) for problem in problems} == {("not-finite", ("let", "l"))}


@pytest.mark.parametrize(
    ("fields", "rule", "at"),
    [
        ({"where": ("1 > 2",)}, "no-variant", ("where", 0)),
        ({"where": ("n > 0", "n > 9")}, "no-variant", ("where", 1)),
        ({"where": ("n",)}, "expression-unreadable", ("where", 0)),
        ({"let": {"a": "b", "b": "1"}}, "expression-unreadable", ("let", "a")),
        ({"let": {"a": "2*w"}}, "expression-unreadable", ("let", "a")),
        ({"params": {"x": Param(real=(0.51, 0.59), decimals=1)}}, "empty-range", ("params", "x")),
        ({"params": {"n": Param(integer=(2, 1))}}, "empty-range", ("params", "n")),
    ],
)
def test_faults_have_a_place(fields, rule, at):
    params = {"n": Param(integer=(1, 3)), "w": Param(choose=("a", "b"))}
    with pytest.raises(VariantError) as raised:
        draw(question(**{"params": params, **fields}), 1)
    assert (raised.value.problem.rule, raised.value.problem.at) == (rule, at)
