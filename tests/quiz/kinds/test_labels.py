"""What learners type for options."""

import pytest

from basis.texts import Message, Text
from quiz.errors import UnreadableError
from quiz.kinds.labels import letters, numbers, read_options
from quiz.prompt import Option
from tests.quiz.kinds import made


def options(*texts):
    return tuple(
        Option(f"option-{place}", str(place), Text(text, text))
        for place, text in enumerate(texts, 1)
    )


FOUR = options("forward", "backward", "the chain rule", "$x^2$")
ELEVEN = options(*(f"text {place}" for place in range(11)))
PROMPT = made.asked(made.choice(made.option("a", correct=True), made.option("b")))


def read(typed, known=FOUR, dashes=False):
    return [int(each.label) for each in read_options(PROMPT, typed, known, dashes)]


@pytest.mark.parametrize(
    "typed",
    ["3", " 3 ", "3.", "3)", "(3)", "[3]", "3번", "3 번", "3번째", "３", "③", "⑶", "❸", "#3", "'3'"]
    + ["c", "C", "(c)", "ｃ", "ⓒ", "다", "다.", "the chain rule", "The  Chain Rule"],
)
def test_ways_to_write_one_option(typed):
    assert read(typed) == [3]


@pytest.mark.parametrize(
    "typed",
    ["1 3", "1,3", "1, 3", "13", "1;3", "1/3", "1번, 3번", "1번 3번", "①③", "①, ③", "(1)(3)", "⑴⑶"]
    + ["a c", "a, c", "가, 다", "1과 3", "1번과 3번", "1 and 3", "1 & 3", "1+3", "1 그리고 3"]
    + ["1→3", "1 -> 3", "1->3", "1 => 3", "1 > 3", "1、3", "forward, c", "1\n3", "1·3"],
)
def test_ways_to_write_two_options(typed):
    assert read(typed) == [1, 3]


def test_the_order_is_that_of_the_answer():
    assert read("3 1 2") == read("312") == read("3-1-2", dashes=True) == [3, 1, 2]
    assert read("3 – 1 - 2", dashes=True) == read("3->1->2", dashes=True) == [3, 1, 2]


def test_with_ten_options_digits_are_not_taken_apart():
    assert read("11", ELEVEN) == [11]
    assert read("1 10", ELEVEN) == [1, 10]
    assert read("⑩ ⑪", ELEVEN) == [10, 11]
    with pytest.raises(UnreadableError):
        read("13", ELEVEN)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "unreadable_empty"),
        (" \t\n", "unreadable_empty"),
        (",", "unreadable_empty"),
        ("0", "unreadable_option"),
        ("5", "unreadable_option"),
        ("1 5", "unreadable_option"),
        ("-1", "unreadable_option"),
        ("1.3", "unreadable_option"),
        ("1-3", "unreadable_option"),  # 1 to 3, or 1 and 3?
        ("e", "unreadable_option"),
        ("마", "unreadable_option"),
        ("forwards", "unreadable_option"),
        ("ac", "unreadable_option"),
        ("1e0", "unreadable_option"),
        ("\x1b[31m", "unreadable_option"),
        ("9" * 100_000, "unreadable_option"),
        ("1 1", "unreadable_twice"),
        ("11", "unreadable_twice"),
        ("1 a", "unreadable_twice"),
        ("1 2 3 4 1", "unreadable_twice"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(typed, key):
    with pytest.raises(UnreadableError) as raised:
        read(typed)
    assert raised.value.key == key
    for lang in ("ko", "en"):
        (text,) = made.said(Message(key, raised.value.fields), lang=lang)
        assert made.said(PROMPT.how, lang=lang)[0] in text
        assert len(text) < 200
        assert text.isprintable()


def test_what_could_mean_two_options_is_not_read():
    crossed = options("가군", "b", "가", "2", "forward")
    with pytest.raises(UnreadableError):
        read("가", crossed)  # the first option, or the one called 가
    assert read("b", crossed) == [2]  # the second one is called b
    assert read("2", crossed) == [2]  # labels always win
    with pytest.raises(UnreadableError):
        read("40", options("10", "20", "30", "40"))  # a bare number is a label


def test_labels():
    assert numbers(3) == ("1", "2", "3")
    assert letters(28)[:2] == ("a", "b")
    assert letters(28)[25:] == ("z", "aa", "ab")
