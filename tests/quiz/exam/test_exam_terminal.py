"""`quiz exam` in a terminal; and killed at any moment."""

import re
import signal

import pytest
from click.testing import CliRunner

from commands.asking import quiz
from quiz.exam.progress import sittings
from tests.quiz.exam.exam_command import blueprint, later, run, start, until
from tests.quiz.screen import Screen

pytestmark = pytest.mark.usefixtures("course")


# --- in a terminal -------------------------------------------------------------------------------


def test_an_exam_in_a_terminal(course, log):
    with Screen("exam", "--seed", "5") as screen:
        assert "[:f] flag" in screen.until("\n> ")  # f is an answer here
        screen.type("ㅇ\r")
        assert "Kept: true" in screen.until("\n> ")
        screen.type("f\r")
        screen.until("Flagged.")
        screen.type("e\r")
        screen.until("1 question is open, 1 flagged. Hand in?")
        screen.type("n\r")
        screen.until("\n> ")
        screen.type("제출\r")
        screen.until("Hand in?")
        screen.type("y\r")
        assert "0 of 100" in screen.until("[q] leave")
        screen.type("\r")
        assert "You typed: ㅇ" in screen.until("[q] leave")
        screen.type("\r")
        assert "Without an answer" in screen.until("Source")
        assert screen.ended() == 0
    assert [review.outcome for review in log.reviews()] == ["marked", "skipped"]


def test_the_pages_of_a_report_are_turned_back_and_forth(course):
    blueprint(course, "truefalse", "choice", "choices", "formula", count=4)
    with Screen("exam", "--seed", "5") as screen:
        screen.until("\n> ")
        screen.type(":e\r")
        screen.until("Hand in?")
        screen.type("y\r")
        screen.until("one by one · [q] leave")

        def page(key):
            screen.type(f"{key}\r")
            return re.findall(r"(\d) of 4 ·", screen.until("[q] leave"))

        first, nothing, second, again = map(page, ("", "what?", "n", "b"))
        assert not nothing and first == again != second
        screen.type("q\r")
        assert screen.ended() == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_control_keys_leave_and_the_exam_goes_on(log, key):
    with Screen("exam", "--seed", "5") as screen:
        screen.until("\n> ")
        screen.press(key, "The exam goes on")
        assert screen.ended() == 0
    assert log.records().steps[-1].what == "left"


def test_an_essay_in_a_terminal_has_lines(course, log):
    blueprint(course, "essay")
    with Screen("exam") as screen:
        screen.until("\n> ")
        screen.type("first\r")
        screen.until(". ")
        screen.type("\r")
        screen.until("Kept: first")
        screen.until("\n> ")
        screen.type("e\r")
        screen.until("Hand in?")
        screen.type("y\r")
        screen.until("q all that are left.")
        screen.type("q\r")
        screen.until("nothing that counts")
        assert screen.ended() == 0
    assert [review.outcome for review in log.reviews()] == ["open"]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_control_keys_in_an_essay_end_it_and_lose_nothing(course, log, key):
    blueprint(course, "essay")
    with Screen("exam") as screen:
        screen.until("\n> ")
        screen.type("first\r")
        screen.until("\n. ")
        screen.type("second\r")
        screen.until("\n. ")
        screen.press(key, "Kept: first")
        screen.until("\n> ")
        screen.type("q\r")
        assert screen.ended() == 0
    assert [step.value for step in log.steps(log.records().steps[0].exam)][2] == "first\nsecond"


def test_an_essay_that_ctrl_c_ends_has_its_half_typed_line(course, log):
    blueprint(course, "essay")
    with Screen("exam", TERM="linux") as screen:  # no title comes between the letters
        screen.until("\n> ")
        screen.type("first\r")
        screen.until("\n. ")
        screen.type("half a li")
        screen.until("half a li")
        screen.press("\x03", "Kept: first half a li")
        screen.until("\n> ")
        screen.type("q\r")
        assert screen.ended() == 0
    assert [step.value for step in log.steps(log.records().steps[0].exam)][2] == "first\nhalf a li"


# --- killed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_control_keys_leave_essays_to_be_ticked_later(course, log, key):
    blueprint(course, "essay")
    run(typed=["hard is one", "q"])
    with Screen("exam", "--hand-in") as screen:
        screen.until("q all that are left.")
        screen.press(key, "wait for you")
        assert screen.ended() == 0
    assert log.records().steps[-1].what == "left" and log.reviews() == ()
    assert "is handed in" in run().stderr
    assert "Your mock exam is handed in" in CliRunner().invoke(quiz, []).stdout
    assert "Final: 67 of 100" in run("--resume", typed=["2"]).stdout
    assert [review.outcome for review in log.reviews()] == ["marked"]


def test_the_end_of_a_pipe_ends_an_exam_without_ticks(course, log):
    blueprint(course, "essay")
    assert "nothing that counts" in run(typed=["hard is one", "e"]).stdout
    assert [review.outcome for review in log.reviews()] == ["open"]
    run(typed=["hard is one"])
    later(log, minutes=31)
    assert "nothing that counts" in run("--resume").stdout


@pytest.mark.parametrize("answers", range(5))
def test_a_killed_exam_loses_nothing_that_was_acknowledged(course, log, answers):
    blueprint(course, "truefalse", "choice", "choices", "formula")
    typed = ["1", "f", "p", "1 2", "1 3"]  # whatever can be read is kept
    program = start("--seed", "5", "--count", "4")
    until(program, "left")
    for line in typed[:answers]:
        program.stdin.write(f":w\n{line}\n")
        program.stdin.flush()
        until(program, f"> {line}")
    program.send_signal(signal.SIGKILL)
    program.wait()
    said = program.stdout.read()
    program.stdin.close()
    program.stdout.close()
    (progress,) = sittings(log.records().steps)
    assert not progress.end and said.count("Kept:") <= len(progress.answers)
    resumed = run("--resume", typed=["l"]).stdout
    assert "You were away" in resumed and f"{len(progress.answers)} of 4 answered" in resumed
    assert "of 100" in run("--hand-in").stdout
    kept = {r.turn - 1: r.typed for r in log.reviews() if r.outcome == "marked"}
    assert kept == {place: given.typed for place, given in progress.answers.items()}
