"""Kind `essay`: written, compared, ticked."""

import pytest

from quiz.errors import UnreadableError
from quiz.kinds.registry import kind_of
from tests.quiz.kinds import made

QUESTION = made.essay({"bound": 1, "jensen": 2, "tight": 1})
KIND = kind_of(QUESTION)
PROMPT = made.asked(QUESTION)


def compared(ticks, text="The bound comes from Jensen."):
    return KIND.read_second(PROMPT, KIND.read(PROMPT, text), ticks)


@pytest.mark.parametrize("typed", ["", "   ", "\n\t"])
def test_an_essay_is_not_blank(typed):
    with pytest.raises(UnreadableError) as raised:
        KIND.read(PROMPT, typed)
    assert raised.value.key == "unreadable_empty"


def test_the_model_answer_and_the_points_come_afterwards():
    assert PROMPT.options == ()
    second = KIND.second(PROMPT, KIND.read(PROMPT, "한 줄"))
    assert "model answer요" in second.text.ko
    assert "model answer" in second.text.en
    assert [(point.name, point.label) for point in second.options] == [
        ("bound", "1"),
        ("jensen", "2"),
        ("tight", "3"),
    ]
    assert made.said(second.how) != made.said(PROMPT.how)


@pytest.mark.parametrize(
    ("ticks", "score", "missed"),
    [
        ("1 2 3", 1.0, ()),
        ("123", 1.0, ()),
        ("①, ③", 0.5, ("jensen",)),
        ("2", 0.5, ("bound", "tight")),
        ("0", 0.0, ("bound", "jensen", "tight")),
        ("none", 0.0, ("bound", "jensen", "tight")),
        ("없음", 0.0, ("bound", "jensen", "tight")),
    ],
)
def test_the_score_is_the_share_of_points(ticks, score, missed):
    mark = KIND.mark(PROMPT, compared(ticks))
    assert (mark.score, mark.says) == (score, missed)
    assert len(mark.feedback) == len(missed)


def test_missed_points_are_named():
    mark = KIND.mark(PROMPT, compared("1 3"))
    assert made.said(*mark.feedback) == ["Point 2 was missing: text-jensen"]


@pytest.mark.parametrize("ticks", ["", "4", "1 1", "yes", "0 1"])
def test_ticks_that_cannot_be_read(ticks):
    with pytest.raises(UnreadableError):
        compared(ticks)


def test_nothing_that_was_typed_is_lost():
    assert compared("1 3", text="first\nsecond").typed == "first\nsecond\n1 3"


def test_without_ticks_there_is_no_mark():
    with pytest.raises(UnreadableError):
        KIND.mark(PROMPT, KIND.read(PROMPT, "text"))


def test_an_answer_of_tests_names_points():
    assert made.marked(PROMPT, "bound, jensen").score == 0.75
    assert made.marked(PROMPT, "none").score == 0.0


def test_what_authors_must_mend():
    assert made.rules(QUESTION) == made.variant_rules(PROMPT) == []
    twice = made.essay({"a": 1, "b": 1})
    twice.body["rubric"][1]["name"] = "a"
    assert made.rules(twice) == [("name-twice", ("rubric", 1, "name"))]
    hollow = made.essay({"a": 1})
    hollow.body["model"]["en"] = "<# empty #>"
    assert made.variant_rules(made.asked(hollow)) == [("empty-text", ("model", "en"))]
