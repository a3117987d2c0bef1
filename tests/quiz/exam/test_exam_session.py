"""A mock exam as a state machine: moving about, answers, flags, time, interruptions, the end."""

import json

import pytest

from quiz.events import Help, Leave, Next, Reply, Skip, Unread
from quiz.exam.events import (
    Asked,
    Back,
    Begun,
    Ended,
    Flag,
    Go,
    HandIn,
    Heard,
    Keep,
    Keys,
    Left,
    List,
    Listed,
    Noted,
    Pause,
    Phase,
    Sure,
    Withdraw,
)
from quiz.exam.progress import Progress, finished, sittings, unfinished
from quiz.logbook.records import Step
from tests.quiz.exam.exam_kind import SURE, Run, desk, essays, exam, three
from tests.quiz.fake_kind import at, question


def shown(run):
    """The number of the question that was shown last."""
    (asked,) = [thing for thing in run.said if isinstance(thing, Asked)]
    return asked.turn.place


def notes(run):
    return [thing.key for thing in run.said if isinstance(thing, Noted)]


def fates(run):
    (ended,) = [thing for thing in run.said if isinstance(thing, Ended)]
    return [result.fate for result in ended.results]


def end(run):
    return json.loads(run.steps[-1].value)


# --- moving about --------------------------------------------------------------------------------


def test_an_exam_begins_with_its_first_question():
    run = Run(*three())
    begun, asked = run.said
    assert isinstance(begun, Begun) and begun.away is None
    assert (asked.turn.place, asked.turn.total, asked.points, asked.left) == (1, 3, 2.0, 600)
    assert isinstance(run.raw[0], Keep)  # before anything is shown
    assert [step.what for step in run.steps] == ["begin", "seen"]


def test_forth_back_and_to_a_number():
    run = Run(*three())
    run.do(Next(), 1)
    assert shown(run) == 2
    run.do(Back(), 2)
    assert shown(run) == 1
    run.do(Back(), 3)
    assert notes(run) == ["exam_first"] and run.state.progress.here == 0
    run.do(Go(3), 4)
    assert shown(run) == 3
    run.do(Next(), 5)
    assert notes(run) == ["exam_last"] and run.state.progress.here == 2
    for number in (0, 4, 99):
        assert run.do(Go(number), 6)[0].key == "exam_no_number"


def test_an_answer_is_kept_without_a_verdict_and_the_next_open_question_follows():
    run = Run(*three())
    run.do(Go(2), 1)
    heard, asked = run.do(Reply("no"), 2)
    assert isinstance(heard, Heard) and heard.typed == "no" and heard.answer.value == "no"
    assert not hasattr(heard, "mark") and isinstance(asked, Asked) and asked.turn.place == 3
    assert run.steps[-2] == Step(at(2), "e", "answer", 1, "no")
    run.do(Reply("yes"), 3)
    assert shown(run) == 1  # what was passed over comes last
    run.do(Reply("yes"), 4)
    assert notes(run) == ["exam_all_answered"] and run.state.phase is Phase.ANSWER
    assert run.reviews == []


def test_answers_can_be_changed_and_taken_back():
    run = Run(*three())
    run.do(Reply("no"), 1)
    asked = run.do(Back(), 2)[0]
    assert asked.typed == "no"
    heard, _ = run.do(Reply("yes"), 3)
    assert heard.before == "no" and run.answers == {0: "yes"}
    run.do(Go(1), 4)
    run.do(Withdraw(), 5)
    assert notes(run) == ["exam_withdrawn"] and run.answers == {}
    run.do(Withdraw(), 6)
    assert notes(run) == ["exam_nothing_to_withdraw"]
    assert run.steps[-1].what == "answer" and run.steps[-1].value == ""


@pytest.mark.parametrize("typed", ["12", "", "  ", "maybe"])
def test_what_cannot_be_read_or_decided_costs_nothing(typed):
    run = Run(*three())
    before = run.state
    (unread,) = run.do(Reply(typed), 1)
    assert isinstance(unread, Unread) and run.state == before and len(run.steps) == 2


def test_flags_come_and_go():
    run = Run(*three())
    run.do(Flag(), 1)
    assert notes(run) == ["exam_flagged"] and run.state.progress.flags == {0}
    run.do(Next(), 2)
    assert run.do(Back(), 3)[0].flagged
    run.do(Flag(), 4)
    assert notes(run) == ["exam_unflagged"] and run.state.progress.flags == frozenset()


def test_the_list_and_the_keys_change_nothing():
    run = Run(*three())
    before = run.state
    (listed,) = run.do(List(), 60)
    assert isinstance(listed, Listed) and listed.left == 540
    assert run.do(Help(), 61) == [Keys(Phase.ANSWER)]
    assert run.do(Skip(), 62) == [] and run.state == before


# --- time ----------------------------------------------------------------------------------------


def test_the_time_left_is_with_every_question():
    run = Run(*three())
    assert run.do(Next(), 90)[0].left == 510
    assert run.do(Back(), 601)[0].key == "exam_time_over"


def test_an_answer_at_the_last_moment_counts():
    run = Run(*three())
    run.do(Reply("yes"), 600)
    assert run.answers == {0: "yes"}


def test_an_answer_after_the_deadline_is_kept_and_does_not_count():
    run = Run(*three())
    run.do(Reply("yes"), 10)
    run.do(Reply("yes"), 600.001)
    assert notes(run) == ["exam_late", "exam_time_over"] and run.state.phase is Phase.OVER
    assert fates(run) == ["marked", "blank", "unseen"]
    assert run.state.progress.late[1].typed == "yes"
    assert [step.what for step in run.steps[-3:]] == ["answer", "closed", "end"]
    assert (end(run)["points"], end(run)["of"], end(run)["how"]) == (2, 6, "time")
    assert end(run)["seconds"] == 600


@pytest.mark.parametrize("event", [Next(), Flag(), List(), HandIn(), SURE, Leave(), Withdraw()])
def test_whatever_comes_after_the_deadline_hands_in(event):
    run = Run(*three())
    run.do(Reply("yes"), 10)
    run.do(event, 700)
    assert notes(run) == ["exam_time_over"] and run.state.phase is Phase.OVER
    assert end(run)["points"] == 2 and run.state.progress.flags == frozenset()


def test_a_clock_that_is_set_back_gives_no_time():
    run = Run(*three())
    run.do(Next(), 300)
    assert run.do(Next(), 30)[0].left == 300
    assert run.steps[-1].at == at(300)
    run.resume(-5000)
    assert run.said[0].away == 0 and run.said[1].left == 300


def test_time_on_the_screen_belongs_to_the_question_that_is_there():
    run = Run(*three(), minutes=60)
    run.do(Reply("yes"), 20)  # on the first
    run.do(Back(), 50)
    run.do(Leave(), 55)
    run.resume(1000)
    run.do(Go(3), 1010)
    run.resume(2000)  # after a crash: nobody knows when it was
    run.do(SURE, 2007)
    assert [review.seconds for review in run.reviews] == [35, 30, 7]


# --- interruptions -------------------------------------------------------------------------------


def test_leaving_lets_the_exam_go_on():
    run = Run(*three())
    run.do(Reply("yes"), 10)
    (left,) = run.do(Leave(), 20)
    assert isinstance(left, Left) and left.left == 580 and run.state.phase is Phase.OVER
    assert run.do(Reply("no"), 30) == [] and run.reviews == []
    begun, asked = run.resume(140)
    assert begun.away == 120 and asked.turn.place == 2 and asked.left == 460
    assert run.answers == {0: "yes"}


@pytest.mark.parametrize("count", range(1, 9))
def test_an_exam_goes_on_after_any_of_its_steps(count):
    """A crash after whatever was kept: everything up to there is there again."""
    run = Run(*three())
    for number, event in enumerate(
        (Flag(), Reply("no"), Back(), Reply("yes"), Go(3), Withdraw()), 1
    ):
        run.do(event, number)
    run.steps = run.steps[:count]
    expected = Progress.of(exam(*three()), run.steps)
    run.resume(50)
    now = run.state.progress
    assert (now.answers, now.flags) == (expected.answers, expected.flags)
    assert shown(run) == max(expected.here, 0) + 1
    run.do(SURE, 60)
    assert run.steps[-1].what == "end" and len(run.reviews) == len(now.seen)


def test_time_that_is_over_on_return_hands_in():
    run = Run(*three())
    run.do(Reply("yes"), 10)
    run.resume(5000)
    assert isinstance(run.said[0], Begun) and notes(run) == ["exam_time_over"]
    assert fates(run) == ["marked", "blank", "unseen"] and end(run)["seconds"] == 600


def test_a_bank_that_changed_leaves_the_score():
    questions = three()
    run = Run(*questions)
    run.do(Reply("yes"), 1)
    run.do(Reply("no"), 2)
    begun, asked = run.resume(10, desk(*questions[1:], two="another"))
    assert [getattr(sheet, "why", None) for sheet in begun.sheets] == ["gone", "changed", None]
    assert asked.turn.place == 3
    assert run.do(Go(1), 11)[0].key == "exam_void" and run.do(Back(), 12)[0].key == "exam_first"
    run.do(Reply("half"), 20)
    run.do(SURE, 21)
    assert fates(run) == ["void", "void", "marked"]
    assert (end(run)["points"], end(run)["of"], end(run)["score"]) == (1, 2, 50)
    assert [review.question for review in run.reviews] == ["three"]


def test_an_exam_of_which_nothing_is_left_ends():
    run = Run(*three())
    run.do(Reply("yes"), 1)
    run.resume(10, desk())
    assert fates(run) == ["void"] * 3 and end(run)["score"] is None and run.reviews == []


def test_a_question_that_cannot_be_drawn_leaves_the_score():
    run = Run(question("undrawable"), question("two"))
    assert run.said[0].sheets[0].why == "broken" and shown(run) == 2


def test_only_exams_without_an_end_go_on():
    run = Run(*three())
    assert unfinished(sittings(run.steps)).exam == run.exam
    assert finished(sittings(run.steps)) is None
    run.do(SURE, 5)
    assert unfinished(sittings(run.steps)) is None
    assert finished(sittings(run.steps)).exam.id == "e"


# --- the end -------------------------------------------------------------------------------------


def test_handing_in_is_asked_for_twice():
    run = Run(*three())
    run.do(Reply("yes"), 1)
    run.do(Flag(), 2)
    assert run.do(HandIn(), 3) == [Sure(open=2, flagged=1)] and run.state.phase is Phase.SURE
    run.do(Back(), 4)
    assert shown(run) == 2 and run.state.phase is Phase.ANSWER
    run.do(HandIn(), 5)
    run.do(SURE, 6)
    assert run.state.phase is Phase.OVER and end(run)["how"] == "handed-in"
    assert run.do(Reply("yes"), 7) == []


def test_the_end_and_its_reviews_are_kept_together_and_before_the_report():
    run = Run(*three())
    run.do(Reply("half"), 10)
    run.do(SURE, 30)
    kept, ended = run.raw[-2:]
    assert isinstance(ended, Ended)
    first, answered, skipped = kept.records
    assert first.what == "end" and len(run.reviews) == 2  # not the one that was never seen
    assert (answered.mode, answered.session, answered.turn) == ("exam", "e", 1)
    assert (answered.outcome, answered.score, answered.typed) == ("marked", 0.5, "half")
    assert (answered.at, answered.seconds, answered.seed) == (at(10), 10, 5)
    assert (skipped.outcome, skipped.score, skipped.turn, skipped.at) == ("skipped", 0, 2, at(30))


def test_partial_credit_counts_by_points():
    run = Run(*three(), points=4.0)
    for number, typed in enumerate(("yes", "half", "other"), 1):
        run.do(Reply(typed), number)
    run.do(SURE, 9)
    assert end(run) == {
        "schema": 1,
        "score": 50,
        "points": 6,
        "of": 12,
        "how": "handed-in",
        "seconds": 9,
        "items": [["marked", 1.0], ["marked", 0.5], ["marked", 0.0]],
    }
    assert run.reviews[2].betrayed == ("t.9",)


def test_a_fault_of_ours_costs_nothing_and_says_nothing_before_the_end():
    run = Run(*three())
    heard, asked = run.do(Reply("boom"), 1)
    assert isinstance(heard, Heard) and isinstance(asked, Asked)
    run.do(Reply("yes"), 2)
    run.do(SURE, 3)
    assert fates(run) == ["broken", "marked", "blank"]
    assert (end(run)["points"], end(run)["of"]) == (2, 4)
    assert (run.reviews[0].outcome, run.reviews[0].typed) == ("broken", "boom")
    assert not run.reviews[0].counts


# --- essays --------------------------------------------------------------------------------------


def test_the_points_of_essays_are_ticked_after_the_end():
    run = essays("first", "yes", "third")
    assert notes(run) == ["exam_ticks"] and run.said[-1].second and run.said[-1].typed == "first"
    assert run.steps[-1].what == "closed" and run.reviews == []
    assert run.do(Help(), 11) == [Keys(Phase.TICK)]
    (unread,) = run.do(Reply("many"), 12)
    assert isinstance(unread, Unread) and run.state.turn.question.id == "one"
    (asked,) = run.do(Reply("3"), 13)
    assert asked.turn.question.id == "three" and run.state.turn.question.id == "three"
    run.do(Reply("4"), 5000)  # there is no hurry now
    assert fates(run) == ["marked"] * 3
    assert [step.what for step in run.steps[-3:]] == ["tick", "tick", "end"]
    assert (end(run)["points"], end(run)["of"], end(run)["seconds"]) == (5.5, 6, 10)


def test_essays_without_ticks_leave_the_score():
    run = essays("first", "yes", "third")
    run.do(Skip(), 11)
    run.do(Reply("2"), 12)
    assert fates(run) == ["open", "marked", "marked"] and end(run)["of"] == 4
    run = essays("first", "yes", "third")
    run.do(Reply("1"), 11)
    run.do(Leave(), 12)
    assert fates(run) == ["marked", "marked", "open"] and run.state.phase is Phase.OVER
    assert [review.outcome for review in run.reviews] == ["marked", "marked", "open"]


def test_ticking_goes_on_after_a_pause():
    run = essays("first", "yes", "third")
    run.do(Reply("3"), 11)
    run.do(Pause(), 12)
    (left,) = run.said
    assert isinstance(left, Left) and left.closed and run.state.phase is Phase.OVER
    assert run.steps[-1].what == "left" and run.reviews == []
    run.resume(9000)
    run.do(Reply("4"), 9001)
    assert fates(run) == ["marked"] * 3 and end(run)["points"] == 1.5 + 2 + 2


def test_a_pause_before_the_end_is_leaving():
    run = Run(*three())
    (left,) = run.do(Pause(), 20)
    assert isinstance(left, Left) and run.state.phase is Phase.OVER


def test_ticking_goes_on_after_a_crash_and_answers_do_not():
    run = essays("first", "yes", "third")
    run.do(Reply("3"), 11)
    run.steps.append(Step(at(12), "e", "answer", 1, "no"))  # from another window
    begun, asked = run.resume(9000)[0], run.said[-1]
    assert isinstance(begun, Begun) and asked.second and asked.turn.question.id == "three"
    run.do(Reply("1"), 9001)
    assert end(run)["points"] == 1.5 + 2 + 0.5 and end(run)["how"] == "handed-in"


def test_an_essay_that_was_not_written_is_not_ticked():
    run = Run(question("one", kind="essay"), question("two"))
    run.do(SURE, 1)
    assert run.state.phase is Phase.OVER and fates(run) == ["blank", "unseen"]
