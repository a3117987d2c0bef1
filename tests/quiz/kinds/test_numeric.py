from __future__ import annotations

import pytest

from basis.texts import Text
from quiz.errors import UnreadableError, VariantError
from quiz.kinds.diagnosis import diagnose
from quiz.kinds.tolerance import Tolerance
from quiz.mark import Mark
from quiz.question import Param
from tests.quiz.kinds.computed import numeric, wrong
from tests.quiz.kinds.made import asked, marked, rules, said, variant_rules

KL = "0.8*log(0.8/0.5) + 0.2*log(0.2/0.5)"  # 0.19274
EXCHANGED = wrong("exchanged", "0.5*log(0.5/0.8) + 0.5*log(0.5/0.2)")  # 0.22314
NATS = {"nat": "1", "bit": "log(2)"}


def answer(typed: str) -> Mark:
    return marked(asked(numeric(KL, EXCHANGED, decimals=3, units=NATS)), typed)


@pytest.mark.parametrize("typed", ["0.193", "0,193", "0.1927", "0.193 nat", "0.278 bit", "19.27%"])
def test_right(typed: str) -> None:
    assert answer(typed) == Mark(1.0)


@pytest.mark.parametrize(
    ("typed", "score"),
    [("1099511627776", 1), ("1099511627777", 0), ("2^40", 1), ("2^39*(0.1+1.9)", 1)],
)
def test_an_exact_whole_number_has_no_width(typed: str, score: float) -> None:
    assert marked(asked(numeric("2^40")), typed).score == score


def test_the_foreseen_mistake_is_named() -> None:
    mark = answer("0.223")
    assert (mark.score, mark.says, mark.concepts) == (0.0, ("exchanged",), ("exchanged",))
    assert said(*mark.feedback) == ["why-exchanged"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("0.192", "numeric_rounded"),
        ("0.197", "numeric_rounded"),
        ("0.19", "numeric_fewer_decimals"),
    ],
)
def test_off_by_rounding(typed: str, key: str) -> None:
    mark = answer(typed)
    assert (mark.score, mark.feedback[0].key) == (0.5, key)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("-0.193", "numeric_sign"),
        ("5.188", "numeric_reciprocal"),
        ("0.0371", "numeric_squared"),
        ("0.439", "numeric_root"),
        ("0.807", "numeric_complement"),
        ("19.3", "numeric_percent"),
        ("1.927", "numeric_power_of_ten"),
        ("0.278", "numeric_other_unit"),
        ("0.193 bit", "numeric_wrong_unit"),
        ("0.3", "numeric_too_large_percent"),
        ("0.9", "numeric_too_large_factor"),
        ("0.05", "numeric_too_small_factor"),
        ("-3", "numeric_too_small"),
        ("0", "numeric_too_small"),
    ],
)
def test_what_became_of_the_key(typed: str, key: str) -> None:
    mark = answer(typed)
    assert (mark.score, mark.feedback[0].key) == (0.0, key)


def test_two_possible_diagnoses_are_none() -> None:
    # 10 is the reciprocal of 0.1, and a hundred times it.
    assert diagnose(10.0, 0.1, Tolerance(), {}, "").key == "numeric_too_large_factor"


@pytest.mark.parametrize(("key", "value"), [(0.0, 1.0), (1e-320, 5.0), (1e308, -1e308), (-2.0, -4)])
def test_extreme_keys_are_diagnosed(key: float, value: float) -> None:
    assert diagnose(value, key, Tolerance(), {}, "").key.startswith("numeric_")


def test_an_exact_key_wants_the_exact_number() -> None:
    prompt = asked(numeric("1/4"))
    assert marked(prompt, "1/4").score == marked(prompt, "0.25").score == 1
    mark = marked(prompt, "0.2501")
    assert (mark.score, mark.feedback[0].key) == (0.0, "numeric_inexact")


def test_a_key_that_is_zero_but_for_rounding_is_zero() -> None:
    prompt = asked(numeric("0.1 + 0.2 - 0.3"))
    assert prompt.key == 0
    assert marked(prompt, "0").score == 1
    assert marked(prompt, "1e-6").score == 0


@pytest.mark.parametrize(
    ("tolerance", "value", "holds", "rounded"),
    [
        (Tolerance.of({"decimals": 2}), 0.195, True, False),  # halfway: right as 0.19 and as 0.20
        (Tolerance.of({"decimals": 2}), 0.209, False, True),
        (Tolerance.of({"decimals": 2}), 0.23, False, False),  # 15 % off is no rounding
        (Tolerance.of({"relative": 0.05}), 0.205, True, False),
        (Tolerance.of({"relative": 0.05}), 0.23, False, False),
        (Tolerance.of({"relative": 0.001}), 0.2015, False, True),
        (Tolerance.of({"absolute": 0.001}), -0.2, False, False),
        (Tolerance.of(None), 0.2 * (1 + 1e-10), True, False),
        (Tolerance.of(None), 0.2 * (1 + 1e-8), False, False),
    ],
)
def test_tolerances(tolerance: Tolerance, value: float, holds: bool, rounded: bool) -> None:
    assert tolerance.holds(value, 0.2) is holds
    assert (tolerance.rounded(value, 0.2) and not holds) is rounded


@pytest.mark.parametrize(
    ("declared", "key", "shown"),
    [
        ({"decimals": 3}, 2 / 3, "0.667"),
        ({"decimals": 3}, 0.5, "0.500"),
        ({"decimals": 0}, -0.2, "0"),
        ({"absolute": 0.005}, 2 / 3, "0.667"),
        ({"relative": 0.01}, 2 / 3, "0.667"),
        ({"relative": 0.01}, 0.5, "0.5"),
        (None, 0.25, "0.25"),
    ],
)
def test_the_key_is_shown_with_the_digits_asked_for(
    declared: dict[str, float] | None, key: float, shown: str
) -> None:
    tolerance = Tolerance.of(declared)
    assert tolerance.shown(key) == shown
    assert tolerance.holds(float(shown), key)


def test_texts_may_use_the_key_and_the_drawn_numbers() -> None:
    made = numeric(
        "n^2",
        {**wrong("double", "2*n"), "why": {"ko": "<<n>> 두 배", "en": "2*<<n>>, not <<key>>"}},
        params={"n": Param(integer=(3, 3))},
        explanation=Text("<<key>>", "<<n>>^2 = <<key>>"),
    )
    prompt = asked(made)
    assert (prompt.explanation.en, prompt.key_text.en) == ("3^2 = 9", "9")
    assert said(*marked(prompt, "6").feedback) == ["2*3, not 9"]


def test_what_is_wrong_with_a_question() -> None:
    assert rules(numeric("2*(", wrong("a", "q"))) == [
        ("expression-unreadable", ("answer",)),
        ("expression-unreadable", ("misconceptions", 0, "answer")),
    ]
    with pytest.raises(VariantError) as caught:
        asked(numeric("log(0)"))
    assert (caught.value.problem.rule, caught.value.problem.at) == ("not-finite", ("answer",))


def test_what_is_wrong_with_a_variant() -> None:
    alike = numeric(KL, EXCHANGED, wrong("same", "0.22300"), wrong("key", "0.1930"), decimals=3)
    assert variant_rules(asked(alike)) == [
        ("misconceptions-alike", ("misconceptions", 1)),
        ("misconception-is-key", ("misconceptions", 2)),
    ]
    silent = {**wrong("a", "1"), "why": {"ko": " ", "en": "<% if false %>x<% endif %>"}}
    assert variant_rules(asked(numeric("2", silent, wrong("a", "3")))) == [
        ("empty-text", ("misconceptions", 0, "why", "ko")),
        ("empty-text", ("misconceptions", 0, "why", "en")),
        ("name-twice", ("misconceptions", 1, "name")),
    ]
    assert variant_rules(asked(numeric("1/3"))) == [("key-needs-tolerance", ("answer",))]
    assert variant_rules(asked(numeric("0", relative=0.1))) == [
        ("zero-without-width", ("tolerance",))
    ]
    units = {"m": "2", "km": "-1"}
    assert variant_rules(asked(numeric("1", units=units))) == [
        ("unit-factor", ("units", "m")),
        ("unit-factor", ("units", "km")),
    ]
    assert variant_rules(asked(numeric(KL, EXCHANGED, decimals=3, units=NATS))) == []


def test_a_name_is_no_number() -> None:
    with pytest.raises(UnreadableError):
        marked(asked(numeric("2", params={"n": Param(integer=(2, 5))})), "n")


def test_misconceptions_may_still_earn_something() -> None:
    mark = marked(asked(numeric("2", wrong("half", "1", mark=0.4))), "1")
    assert (mark.score, mark.says) == (0.4, ("half",))
