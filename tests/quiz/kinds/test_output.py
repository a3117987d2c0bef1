from __future__ import annotations

from typing import Any

import pytest

from quiz.errors import UnreadableError
from quiz.mark import Mark
from quiz.question import Param, Question
from tests.quiz.kinds.computed import output, wrong
from tests.quiz.kinds.made import asked, marked, said, variant_rules


def exact(answer: str, *misconceptions: dict[str, Any]) -> Question:
    made = output(answer, *misconceptions)
    made.body["exact"] = True
    return made


SUMS = output("5\n2.5\n", wrong("from-one", "14\n7.0"))
LIST = output("[1, 2, 'a']")


@pytest.mark.parametrize(
    "typed",
    ["5\n2.5", "5 / 2.5", "5/2.5", "\n 5 \r\n\t2.5\n\n", "5 / 2.50", "５ / ２．５", "5 / 25e-1"],
)
def test_right(typed: str) -> None:
    assert marked(asked(SUMS), typed) == Mark(1.0)


@pytest.mark.parametrize(
    ("typed", "score", "told"),
    [
        ("5 / 3", 0.5, ["Line 2: it prints `2.5`, you wrote `3`."]),
        ("2.5 / 5", 0.0, ["Line 1: it prints `5`, you wrote `2.5`."]),
        ("5", 0.5, ["It prints 2 lines, you wrote 1."]),
        ("5 / 2.5 / 1", 0.6667, ["It prints 2 lines, you wrote 3."]),
        ("5 / 2.5000001", 0.5, ["Line 2: it prints `2.5`, you wrote `2.5000001`."]),
    ],
)
def test_the_first_line_that_differs(typed: str, score: float, told: list[str]) -> None:
    mark = marked(asked(SUMS), typed)
    assert round(mark.score, 4) == score
    assert said(*mark.feedback) == told


def test_the_foreseen_mistake_is_named() -> None:
    mark = marked(asked(SUMS), "14 / 7")
    assert (mark.score, mark.says) == (0.0, ("from-one",))
    assert said(*mark.feedback) == ["why-from-one"]


@pytest.mark.parametrize(
    ("key", "typed"), [("5\n2.5", "5.0 / 2.5"), ("1.0", "1"), ("[1., 2.]", "[1, 2]"), ("3", "3e0")]
)
def test_an_int_for_a_float_is_right_but_told(key: str, typed: str) -> None:
    mark = marked(asked(output(key)), typed)
    assert mark.score == 1.0
    (told,) = said(*mark.feedback)
    assert "float" in told and f"`{key.splitlines()[0]}`" in told


@pytest.mark.parametrize("typed", ["1.0, 2", "1.00,2", "1., 2"])
def test_where_it_is_the_point_floats_are_floats(typed: str) -> None:
    assert marked(asked(exact("1.0, 2")), typed) == Mark(1.0)


@pytest.mark.parametrize(
    ("typed", "slip"),
    [("1, 2", "output_floats"), ("1.0, 2.0", "output_floats"), ("2.0, 2", None)],
)
def test_where_it_is_the_point_an_int_is_no_float(typed: str, slip: str | None) -> None:
    mark = marked(asked(exact("1.0, 2")), typed)
    assert mark.score == 0
    assert [message.key for message in mark.feedback[1:]] == ([slip] if slip else [])


def test_the_mistake_of_an_int_for_a_float_can_be_foreseen() -> None:
    made = exact("1.0", wrong("floor", "1"))
    assert variant_rules(asked(made)) == []
    assert marked(asked(made), "1").says == ("floor",)
    assert variant_rules(asked(output("1.0", wrong("floor", "1")))) == [
        ("misconception-is-key", ("misconceptions", 0))
    ]


@pytest.mark.parametrize("typed", ["[1,2,'a']", '[1, 2, "a"]', "[ 1, 2, ‘a’ ]"])
def test_spacing_and_quotes_of_a_list(typed: str) -> None:
    assert marked(asked(LIST), typed) == Mark(1.0)


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("1 2 'a'", "output_brackets"),
        ("(1, 2, 'a')", "output_brackets"),
        ("[1, 2, a]", "output_quotes"),
        ("[1, 2, 'A']", "output_case"),
        ("[1, 12, 'a']", None),
    ],
)
def test_slips_of_typing_are_named_but_count(typed: str, slip: str | None) -> None:
    mark = marked(asked(LIST), typed)
    assert mark.score == 0
    assert [message.key for message in mark.feedback[1:]] == ([slip] if slip else [])


def test_numbers_are_not_parted_by_blanks() -> None:
    assert marked(asked(output("12")), "1 2").score == 0
    assert marked(asked(output("a b")), "ab").score == 0
    assert marked(asked(output("[1. 2.]")), "[1 2]").score == 1
    assert marked(asked(output("1" * 400)), "1" * 399 + "2").score == 0


def test_lines_that_end_elsewhere_are_named() -> None:
    (told,) = marked(asked(output("[[1 2]\n [3 4]]")), "[[1 2] [3 4]]").feedback
    assert (told.key, told.fields) == ("output_breaks", {"got": 1, "expected": 2})


def test_an_empty_line_between_is_named() -> None:
    (told,) = marked(asked(output("a\nb")), "a\n\nb").feedback
    assert said(told) == ["Line 2: it prints `b`, yours is empty."]


def test_long_whole_numbers_are_compared_digit_by_digit() -> None:
    assert marked(asked(output("1099511627776")), "1099511627777").score == 0
    assert marked(asked(output("3000000000")), "3e9").score == 1


def test_a_slash_in_a_single_line_is_one() -> None:
    assert marked(asked(output("3 / 2")), "3 / 2").score == 1


@pytest.mark.parametrize("typed", ["", " \n ", "\t"])
def test_nothing_is_unreadable(typed: str) -> None:
    with pytest.raises(UnreadableError):
        marked(asked(SUMS), typed)


def test_programs_may_be_templates() -> None:
    made = output("<<2*n>>", wrong("n", "<<n>>"), params={"n": Param(integer=(4, 4))})
    made.body["code"] = "print(2 * <<n>>)"
    prompt = asked(made)
    assert (prompt.code, prompt.key, prompt.key_text.en) == ("print(2 * 4)", "8", "`8`")
    assert marked(prompt, "4").says == ("n",)


def test_what_is_wrong_with_a_question() -> None:
    assert variant_rules(asked(SUMS)) == []
    assert variant_rules(asked(output(" \n ", wrong("same", "\n")))) == [
        ("empty-output", ("answer",)),
        ("misconception-is-key", ("misconceptions", 0)),
    ]
