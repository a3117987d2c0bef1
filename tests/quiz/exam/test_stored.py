"""What steps hold as JSON: it comes back, and what makes no sense is left out."""

import json
from dataclasses import replace

import pytest

from quiz.exam.events import HandIn
from quiz.exam.exam import Exam, Forecast, unreadable
from quiz.exam.outcome import End
from quiz.exam.progress import sittings, unfinished
from quiz.logbook.records import Step
from tests.quiz.exam.exam_kind import Run, exam, three
from tests.quiz.fake_kind import START, at

SURE = HandIn(sure=True)


@pytest.mark.parametrize("value", ["", "{", "[]", "{}", '{"schema": 2}', '{"schema": 1}'])
def test_steps_that_make_no_sense_are_left_out(value):
    run = Run(*three())
    strange = [
        Step(START, "x", "begin", -1, value),
        Step(START, "y", "answer", 0, "yes"),
        Step(at(1), "e", "answer", 99, "yes"),
        Step(at(1), "e", "answer", -1, "yes"),
        Step(at(1), "e", "unheard-of", 0, ""),
    ]
    (progress,) = sittings([*run.steps, *strange])
    assert progress.answers == {}
    with pytest.raises(ValueError):
        End.read(value, 3)


def broken(step, *path):
    """A step with a value of a wrong type at some place."""
    form = json.loads(step.value)
    place = form
    for key in path[:-2]:
        place = place[key]
    place[path[-2]] = path[-1]
    return replace(step, value=json.dumps(form))


@pytest.mark.parametrize(
    "path",
    [
        ("minutes", "x"),
        ("minutes", None),
        ("minutes", True),
        ("minutes", 0),
        ("minutes", 10**30),
        ("blueprint", 1),
        ("title", "Final"),
        ("title", {"ko": 1, "en": "Final"}),
        ("seed", 1.5),
        ("items", "abc"),
        ("items", [1]),
        ("items", 0, ["one", 1, "basics"]),
        ("items", 0, 0, []),
        ("items", 1, 1, "1"),
        ("items", 1, 3, None),
        ("items", 2, 4, "2"),
        ("items", 2, 4, float("nan")),
        ("items", 2, 5, 7),
        ("forecast", {"low": 1, "high": 2}),
        ("forecast", {"low": 1, "mean": "2", "high": 3}),
    ],
)
def test_a_beginning_of_wrong_types_is_left_out_and_said(path):
    begin = broken(exam(*three()).begin(), *path)
    with pytest.raises(ValueError):
        Exam.of(begin)
    later = replace(begin, exam="later", at=at(60))
    assert sittings([begin]) == [] and unreadable([begin]).key == "exam_unreadable"
    sat = Run(*three()).steps
    assert unreadable([*sat, later]).fields["began"] == "2026-11-22 09:01"
    assert unreadable([later, *sat]) is None  # another one was begun since
    assert unfinished(sittings([later, *sat])).exam.id == "e"


@pytest.mark.parametrize(
    "path",
    [
        ("points", "x"),
        ("of", None),
        ("seconds", "long"),
        ("how", 3),
        ("items", 7),
        ("items", 0, "marked"),
        ("items", 0, 0, 5),
        ("items", 0, 1, "1"),
        ("items", 0, 1, 10**400),
    ],
)
def test_an_end_of_wrong_types_is_refused(path):
    run = Run(*three())
    run.do(SURE, 5)
    assert End.read(run.steps[-1].value, 3).how == "handed-in"
    with pytest.raises(ValueError):
        End.read(broken(run.steps[-1], *path).value, 3)


def test_the_beginning_comes_back_from_its_step():
    made = exam(*three(), forecast=Forecast(55, 61.5, 70))
    assert Exam.of(made.begin()) == made
    assert Exam.of(exam(*three()).begin()).forecast is None
