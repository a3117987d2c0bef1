"""Kind `truefalse`: both languages, signs, and the Korean keyboard."""

import pytest

from basis.texts import Text
from quiz.errors import UnreadableError
from quiz.kinds.registry import kind_of
from tests.quiz.kinds import made

FALSE = made.question("truefalse", {"answer": False, "why": made.both("why not")})
PROMPT = made.asked(FALSE)


@pytest.mark.parametrize(
    "typed",
    ["o", "O", "t", "T", "y", "true", "True", "TRUE.", "yes", "참", " 참 ", "맞음", "예", "네"]
    + [
        "○",
        "⭕",
        "⭕️",
        "✔️",
        "ｏ",
        "ㅇ",
        "ㅇㅇ",
        "ㅅ",
        "ㅛ",
        "ㅐ",
        "맞습니다",
        "참입니다",
        "'true'",
    ],
)
def test_true(typed):
    assert made.value(PROMPT, typed) is True


@pytest.mark.parametrize(
    "typed",
    ["x", "X", "f", "n", "false", "No!", "거짓", "틀림", "아니요", "아니오", "×", "❌", "ㅌ", "ㄹ"]
    + ["ㅜ", "ㄴㄴ", "Ｘ", "틀렸습니다", "그렇지 않다"],
)
def test_false(typed):
    assert made.value(PROMPT, typed) is False


@pytest.mark.parametrize("typed", ["1", "0", "maybe", "of", "참거짓", "tf", "모름", "y n", "\x1b"])
def test_neither(typed):
    with pytest.raises(UnreadableError) as raised:
        made.value(PROMPT, typed)
    assert raised.value.key == "unreadable_truth"


@pytest.mark.parametrize("typed", ["", "  ", "...", "''"])
def test_nothing(typed):
    with pytest.raises(UnreadableError) as raised:
        made.value(PROMPT, typed)
    assert raised.value.key == "unreadable_empty"


def test_marks():
    assert made.marked(PROMPT, "false").score == 1.0
    wrong = made.marked(PROMPT, "true")
    assert wrong.score == 0.0
    assert made.said(*wrong.feedback) == ["why not"]
    assert PROMPT.key_text == Text("거짓", "false")
    assert kind_of(FALSE).chance(PROMPT) == 0.5


def test_without_why_nothing_is_said():
    true = made.question("truefalse", {"answer": True, "why": None})
    mark = made.marked(made.asked(true), "x")
    assert (mark.score, mark.feedback) == (0.0, ())
    assert made.variant_rules(made.asked(true)) == []


def test_why_is_filled_and_checked():
    broken = made.question("truefalse", {"answer": True, "why": made.both("<<q>>")})
    assert made.variant_rules(made.asked(broken)) == [("template-name", ("why", "ko"))]
