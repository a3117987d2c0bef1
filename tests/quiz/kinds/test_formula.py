from __future__ import annotations

import pytest

from quiz.errors import UnreadableError, VariantError
from quiz.kinds.registry import kind_of
from quiz.question import Param
from tests.quiz.kinds.computed import formula, wrong
from tests.quiz.kinds.made import asked, marked, rules, said, variant_rules

ENTROPY = formula(
    "-p*log(p) - (1-p)*log(1-p)",
    {"p": "prob"},
    wrong("no-sign", "p*log(p) + (1-p)*log(1-p)", mark=0.3),
    accept=["p*log(1/p) + (1-p)*log(1/(1-p))"],
    reject=["-p*log(p)"],
)


@pytest.mark.parametrize(
    "typed",
    [
        "-p*log(p) - (1-p)*log(1-p)",
        "H(p) = -p ln(p) - (1-p) ln(1-p)",
        "p log(1/p) + (1-p) log(1/(1-p))",
    ],
)
def test_right_in_any_form(typed: str) -> None:
    assert marked(asked(ENTROPY), typed).score == 1


def test_the_foreseen_mistake_comes_before_the_probe() -> None:
    mark = marked(asked(ENTROPY), "p*log(p) + (1-p)*log(1-p)")
    assert (mark.score, mark.says) == (0.3, ("no-sign",))
    assert said(*mark.feedback) == ["why-no-sign"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("-p*log2(p) - (1-p)*log2(1-p)", "probe_logarithm_base"),
        ("-p*log(p)", "probe_term_missing"),
        ("1/2", "probe_name_absent"),
        ("log(-p)", "formula_undefined"),
        ("p^3", "formula_differs_at"),
    ],
)
def test_the_fault_is_named(typed: str, key: str) -> None:
    mark = marked(asked(ENTROPY), typed)
    assert (mark.score, mark.feedback[0].key) == (0.0, key)


def test_values_that_differ_are_shown_to_differ() -> None:
    key = "p*log(p/q) + (1-p)*log((1-p)/(1-q))"
    mark = marked(asked(formula(key, {"p": "prob", "q": "prob"})), f"{key} + 1e-7*p")
    (told,) = said(*mark.feedback)
    _, _, shown = told.partition("gives ")
    given, _, right = shown.rstrip(".").partition(", the right one ")
    assert given != right and given[:4] == right[:4]


@pytest.mark.parametrize(
    "typed", ["", "q", "p <= 1", "p == 1", "p = p = p", "2p(", "p! =", "1e999"]
)
def test_unreadable(typed: str) -> None:
    with pytest.raises(UnreadableError):
        marked(asked(ENTROPY), typed)


def test_what_cannot_be_decided_costs_nothing() -> None:
    with pytest.raises(UnreadableError) as caught:
        marked(asked(formula("x", {"x": "real"})), "x + 1e20 - 1e20")
    assert caught.value.key == "formula_digits_lost"


def test_columns_count_what_stands_before_the_equals_sign() -> None:
    with pytest.raises(UnreadableError) as caught:
        marked(asked(ENTROPY), "H = p + ]")
    assert caught.value.fields["column"] == 9


def test_the_answer_is_echoed() -> None:
    prompt = asked(ENTROPY)
    answer = kind_of(ENTROPY).read(prompt, "f = p/2")
    assert (answer.typed, answer.echo) == ("f = p/2", r"\frac{p}{2}")


def test_drawn_numbers_stand_in_the_key_and_cannot_be_typed_by_name() -> None:
    made = formula(
        "n*x + d",
        {"x": "real"},
        wrong("swapped", "d*x + n"),
        params={"n": Param(integer=(3, 3))},
        let={"d": "n/4"},
    )
    prompt = asked(made)
    assert marked(prompt, "3x + 3/4").score == 1
    assert marked(prompt, "3x/4 + 3").says == ("swapped",)
    with pytest.raises(UnreadableError):
        marked(prompt, "n*x + d")


def test_simplex_names_sum_to_one() -> None:
    names = {"a": {"simplex": "w"}, "b": {"simplex": "w"}}
    assert marked(asked(formula("a", names)), "1 - b").score == 1


def test_what_is_wrong_with_a_question() -> None:
    broken = formula("x + (", {"x": "real", "t": {"real": [2, 1]}}, wrong("a", "y"), reject=["z"])
    assert rules(broken) == [
        ("expression-unreadable", ("answer",)),
        ("expression-unreadable", ("misconceptions", 0, "answer")),
        ("expression-unreadable", ("reject", 0)),
        ("expression-unreadable", ("names", "t")),
    ]
    with pytest.raises(VariantError) as caught:
        asked(formula("x + (", {"x": "real"}))
    assert caught.value.problem.at == ("answer",)


def test_what_is_wrong_with_a_variant() -> None:
    assert variant_rules(asked(ENTROPY)) == []
    proofs = formula("x", {"x": "real"}, accept=["x + 1", "2*x/2"], reject=["x*1", "x^2"])
    assert variant_rules(asked(proofs)) == [
        ("accept-fails", ("accept", 0)),
        ("reject-fails", ("reject", 0)),
    ]
    idle = formula("x", {"x": "real", "y": "real"}, wrong("same", "2*x/2"), wrong("a", "y"))
    assert variant_rules(asked(idle)) == [
        ("name-without-effect", ("names", "y")),
        ("misconception-is-key", ("misconceptions", 0)),
    ]
    assert variant_rules(asked(formula("log(x)", {"x": "real"}))) == [
        ("key-undefined", ("answer",))
    ]
