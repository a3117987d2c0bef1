"""What another window did, as the state machine of a mock exam takes it in."""

import pytest

from quiz.events import Reply
from quiz.exam.events import Noted, Phase
from tests.quiz.exam.exam_kind import Run, essays, three
from tests.quiz.fake_kind import at


def notes(run):
    return {thing.key: thing.fields for thing in run.said if isinstance(thing, Noted)}


def elsewhere(run, second, what, item=-1, value=""):
    """Take in a step of another window."""
    step = run.exam.step(at(second), what, item, value)
    return run._take(run.state.taken_in([*run.steps, step], at(second + 1)))


def test_answers_from_elsewhere_are_told_and_stand():
    run = Run(*three())
    elsewhere(run, 5, "answer", 0, "yes")
    assert notes(run) == {"exam_elsewhere_here": {"answer": "yes"}}
    elsewhere(run, 6, "answer", 2, "no")
    assert notes(run)["exam_elsewhere_others"] == {"numbers": "3"}


def test_an_answer_taken_back_elsewhere_is_told():
    run = Run(*three())
    run.do(Reply("yes"), 1)
    run.steps.append(run.exam.step(at(2), "answer", 0, ""))
    run._take(run.state.taken_in(run.steps, at(3)))
    assert notes(run) == {"exam_elsewhere_others": {"numbers": "1"}} and run.answers == {}


@pytest.mark.parametrize("what", ["seen", "left", "flag"])
def test_whatever_else_another_window_does_is_taken_in_without_a_word(what):
    run = Run(*three())
    assert elsewhere(run, 5, what, 1) == []
    now = run.state.progress
    assert now.here == 0 and now.watching and now.flags == ({1} if what == "flag" else set())


def test_an_exam_that_was_handed_in_elsewhere_is_over():
    run = Run(*three())
    elsewhere(run, 5, "end", value="{}")
    assert notes(run).keys() == {"exam_elsewhere"} and run.state.phase is Phase.OVER


def test_points_that_were_ticked_elsewhere_are_not_asked_for_again():
    run = essays("first", "yes", "third")
    first = run.state
    assert elsewhere(run, 20, "tick", 2, "4") == [] and run.state.turn.place == 1
    run.state = first
    (asked,) = elsewhere(run, 20, "tick", 0, "4")
    assert asked.second and asked.turn.place == run.state.turn.place == 3


def test_points_of_the_last_essay_ticked_elsewhere_end_the_exam():
    run = essays("first")
    elsewhere(run, 20, "tick", 0, "4")
    assert run.state.phase is Phase.OVER and run.steps[-1].what == "end"
