"""`quiz exam` as it is used: by a pipe, in a terminal; left, killed, resumed, handed in."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from commands.asking import quiz
from quiz.bank.bank import Bank
from quiz.errors import LogError
from quiz.events import Leave, Reply
from quiz.exam.events import Go, HandIn, Noted, Pause
from quiz.exam.exam import Forecast, begun
from quiz.exam.outcome import End
from quiz.exam.progress import sittings
from quiz.exam.sitting import Sitting, Wish
from quiz.kinds.choice import Choice
from quiz.kinds.truefalse import TrueFalse
from quiz.log import Log
from tests.quiz.fake_course import FOLDER
from tests.quiz.screen import ROOT, Screen

BLUEPRINT = """
title: {{ko: 기말, en: Final}}
count: {count}
minutes: 30
areas: {{basics: 1, models: 1}}
kinds: {kinds}
difficulties: {{1: 1, 2: 1, 3: 1, 4: 1}}
points: {{truefalse: 1, choice: 2, choices: 2, formula: 4, ordering: 3, essay: 6, text: 2}}
"""


def blueprint(course, *kinds, count=2):
    shares = "{" + ", ".join(f"{kind}: 1" for kind in kinds) + "}"
    path = course / "exam-final.yaml"
    path.write_text(BLUEPRINT.format(kinds=shares, count=count), encoding="utf-8")


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    """The small course with an exam of one true-false and one choice, and data of its own."""
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path / "course"))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # for answers that are rescued
    for name in ("GONGBU_LANG", "GONGBU_NOTES", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(FOLDER, tmp_path / "course/questions")
    blueprint(tmp_path / "course/questions", "truefalse", "choice")
    return tmp_path / "course/questions"


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "data")


def run(*args, typed=()):
    lines = "".join(f"{line}\n" for line in typed)
    result = CliRunner().invoke(quiz, ["exam", *args], input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def later(log, **delta):
    """Let time pass: every step of the log was made so much earlier."""
    with sqlite3.connect(log.path) as connection:
        for id, at in connection.execute("SELECT id, at FROM steps").fetchall():
            earlier = datetime.fromisoformat(at) - timedelta(**delta)
            connection.execute("UPDATE steps SET at = ? WHERE id = ?", (earlier.isoformat(), id))


# --- lines in, lines out -------------------------------------------------------------------------


def test_a_whole_exam(log):
    result = run("--seed", "5", typed=["f", "2", "e"])
    said = result.stdout
    assert result.exit_code == 0
    assert "Final · 30 min · 2 questions · blueprint final · seed 5" in said
    assert "1 of 2 · 1 point · Basics" in said and "30:00 left" in said
    assert "Kept: false" in said and "Kept: 2. " in said
    assert re.search(r"Final: \d+ of 100", said) and "--seed 5" in said
    marks = said[said.index("of 100") :]
    assert "Right." not in said[: said.index("of 100")] and "Not quite" not in said.replace(
        marks, ""
    )
    assert [review.mode for review in log.reviews()] == ["exam", "exam"]
    assert [review.turn for review in log.reviews()] == [1, 2]


def test_no_verdict_no_key_and_no_hint_before_the_end(course):
    said = run(typed=["f", "1", ":b", "l", "h", "?"]).stdout
    for secret in ("Right", "Not quite", "Answer: ", "Jensen", "Two coins", "note 00", "Try two"):
        assert secret not in said, secret


def test_the_same_seed_is_the_same_paper(log):
    papers = []
    for seed in ("5", "5", "6"):
        run("--seed", seed, typed=["e"])
        papers.append([*begun(log.records().steps).values()][-1].paper)
    assert papers[0] == papers[1] != papers[2]


def test_minutes_and_count_are_wishes(log):
    said = run("--minutes", "7", "--count", "1", typed=["e"]).stdout
    assert "7 min · 1 question ·" in said and "7:00 left" in said


def test_what_cannot_be_read_says_why_and_costs_nothing(log):
    said = run("--seed", "5", typed=["perhaps", ":nonsense", ":g 9", "e"]).stdout
    assert "`perhaps` is neither" in said and "This cost" in said
    assert "There is no such command" in said and "There is no question 9" in said
    assert not [step for step in log.records().steps if step.what == "answer"]


def test_an_essay_is_ticked_after_the_end(course, log):
    blueprint(course, "essay")
    said = run(typed=[r"hard is one\nsoft is many", "e", "many", "2"]).stdout
    assert said.index("Handed in. 1 essay") < said.index("k-means picks one cluster")
    assert "soft is many" in said and "Final: 67 of 100" in said
    (review,) = log.reviews()
    assert review.score == pytest.approx(2 / 3) and review.typed.endswith("\n2")


def test_korean_from_beginning_to_end(course):
    said = run("--lang", "ko", "--seed", "5", typed=["f", "f", "l", "e"]).stdout
    assert "기말 · 30분 · 2문제" in said and "100점 만점에" in said and "저장한 답: 거짓" in said


def test_plain_draws_nothing():
    said = run("--plain", "--seed", "5", typed=["f", "l", "e"]).stdout
    assert not set(said) & set("─━█✓✗")


def test_a_report_can_be_seen_again(log):
    assert run("--report").exit_code == 2
    first = run("--seed", "5", typed=["o", ":f", "e"]).stdout
    again = run("--report").stdout
    assert again.strip() and again in first
    assert "Flagged: 2." in again and "· flagged" in again


def test_a_forecast_stands_beside_the_score(course, log):
    class Face:
        live = True

        def show(self, said):
            pass

        def event(self, session):
            raise EOFError

        def end(self, report):
            pass

    sitting = Sitting(
        Bank.open(course), log, pytest.fail, Face(), "en", lambda paper: Forecast(55, 60, 70)
    )
    sitting.begin(Wish(seed=5))
    assert "Forecast 55-70, you got 0." in run("--hand-in").stdout


# --- leaving and coming back ---------------------------------------------------------------------


def test_an_exam_goes_on_where_it_was_left(log):
    assert "`quiz exam --resume`" in run("--seed", "5", typed=["f", "q"]).stdout
    later(log, minutes=12)
    assert log.reviews() == ()
    refused = run()
    assert refused.exit_code == 2 and "--resume" in refused.stderr and "--hand-in" in refused.stderr
    said = run("--resume", typed=["b", "e"]).stdout
    assert "You were away for 12 min" in said and re.search("17:5[0-9] left", said)
    assert "2 of 2 · 2 points" in said and "Your answer so far: f" in said
    assert run("--resume").exit_code == 2


def test_the_end_of_input_is_no_end_of_the_exam(log):
    run("--seed", "5", typed=["f"])
    assert log.records().steps[-1].what == "left"
    assert "1 of 2 answered" in run("--hand-in").stdout
    assert [review.outcome for review in log.reviews()] == ["marked", "skipped"]


def test_time_that_was_over_hands_in(log):
    run("--seed", "5", typed=["f"])
    later(log, minutes=31)
    assert "is over" in run().stderr
    said = run("--resume").stdout
    assert "The time is over" in said and "all 30:00 used" in said
    assert log.records().steps[-1].what == "end"


def test_a_bank_that_was_edited_is_said_and_left_out(course, log):
    run("--seed", "5", typed=["f"])
    path = course / "basics/divergence.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("KL 발산은 두 분포에 대해 대칭이다.", "바뀌었다."), encoding="utf-8"
    )
    said = run("--resume", typed=["e"]).stdout
    assert "since they changed after the exam began: 1." in said
    assert "0 of 2 points" in said and [r.kind for r in log.reviews()] == ["choice"]
    shutil.rmtree(course / "basics")
    assert "2 of 2" in run("--report").stdout


@pytest.mark.parametrize("option", ["--resume", "--hand-in", "--report"])
def test_options_about_an_old_exam_stand_alone(option):
    result = run(option, "--count", "3")
    assert result.exit_code == 2 and "--count" in result.stderr


def test_an_unknown_blueprint_is_a_usage_fault():
    result = run("--blueprint", "finl")
    assert result.exit_code == 2 and "'final'" in result.stderr


class Typist:
    """A face that takes its events from a list, and can let something happen before each."""

    live = True

    def __init__(self, *events):
        self.events, self.said, self.reports = list(events), [], []

    def show(self, said):
        self.said.append(said)

    def event(self, session):
        event = self.events.pop(0)
        if callable(event):
            event()
            return self.event(session)
        return event

    def end(self, report):
        self.reports.append(report)

    @property
    def notes(self):
        return [said.key for said in self.said if isinstance(said, Noted)]


@pytest.fixture
def window(course, log):
    """Sits, in a window of its own, what comes of events."""

    def sit(*events, resume=True):
        face = Typist(*events)
        sitting = Sitting(Bank.open(course), log, pytest.fail, face, "en")
        assert (sitting.resume() if resume else sitting.begin(Wish(seed=5))) == 0
        return face

    return sit


SURE = HandIn(sure=True)


def test_answers_of_two_windows_are_marked_together(log, window):
    first = window(Reply("f"), lambda: window(Go(2), Reply("2"), Leave()), SURE, resume=False)
    assert first.notes == ["exam_windows"]
    (progress,) = sittings(log.records().steps)
    (report,) = first.reports
    assert [row.fate for row in report.rows] == ["marked", "marked"]
    assert [row.typed for row in report.rows] == ["f", "2"]
    assert [review.typed for review in log.reviews()] == ["f", "2"]
    assert report.end == End.read(progress.end, 2)


def test_the_last_answer_counts_whichever_window_it_came_from(log, window):
    first = window(Reply("f"), lambda: window(Go(1), Reply("t"), Leave()), SURE, resume=False)
    assert first.reports[0].rows[0].typed == "t"


@pytest.mark.parametrize("event", [SURE, Reply("2"), Leave()])
def test_nothing_is_kept_after_another_window_has_handed_in(log, window, event):
    first = window(Reply("f"), lambda: window(SURE), event, resume=False)
    assert first.notes == ["exam_elsewhere"] and first.reports == []
    steps = log.records().steps
    assert steps[-1].what == "end" and sum(step.what == "end" for step in steps) == 1
    assert [review.outcome for review in log.reviews()] == ["marked", "skipped"]


def test_points_are_ticked_in_whichever_window(course, log, window):
    blueprint(course, "essay")
    first = window(
        Reply("many"), SURE, lambda: window(Reply("2"), Pause()), Reply("1"), resume=False
    )
    assert first.notes[-1] == "exam_elsewhere"
    assert [review.score for review in log.reviews()] == [pytest.approx(2 / 3)]


def test_another_window_that_closes_and_is_gone_leaves_the_points(course, log, window):
    blueprint(course, "essay", "truefalse")
    first = window(
        Reply("f"),
        Reply("many"),
        lambda: window(SURE, Pause()),
        Reply("late"),
        Reply("2"),
        resume=False,
    )
    (report,) = first.reports
    assert "late" not in [row.typed for row in report.rows]
    assert sum(step.what == "closed" for step in log.records().steps) == 1


def change(log, what, old, new):
    """Edit the steps of a kind, as nobody should."""
    with sqlite3.connect(log.path) as connection:
        sql = "UPDATE steps SET value = replace(value, ?, ?) WHERE what = ?"
        connection.execute(sql, (old, new, what))


def test_a_beginning_that_cannot_be_read_is_said_and_passed_over(log):
    run("--seed", "5", typed=["f"])
    change(log, "begin", '"minutes": 30', '"minutes": "x"')
    resumed = run("--resume")
    assert resumed.exit_code == 2 and "cannot be read" in resumed.stderr
    dashboard = CliRunner().invoke(quiz, [])
    assert dashboard.exit_code == 0 and "cannot be read" in dashboard.stderr
    other = run("--seed", "6", typed=["e"])
    assert other.exit_code == 0 and "of 100" in other.stdout
    assert "of 100" in run("--report").stdout and not CliRunner().invoke(quiz, []).stderr


def test_an_end_that_cannot_be_read_is_said_and_passed_over(log):
    run("--seed", "5", typed=["f", "e"])
    first = run("--report").stdout
    run("--seed", "6", typed=["e"])
    with sqlite3.connect(log.path) as connection:
        sql = "UPDATE steps SET value = replace(value, ?, ?) WHERE id = (SELECT max(id) FROM steps)"
        connection.execute(sql, ('"points": ', '"points": "x", "was": '))
    report = run("--report")
    assert report.stdout == first and "ended cannot be read" in report.stderr
    change(log, "end", '"seconds": ', '"seconds": [], "was": ')
    assert run("--report").exit_code == 2
    assert CliRunner().invoke(quiz, []).exit_code == 0


# --- what goes wrong -----------------------------------------------------------------------------


def test_a_fault_of_ours_costs_nothing(log, monkeypatch, tmp_path):
    monkeypatch.setattr(Choice, "mark", lambda *_: 1 / 0)
    result = run("--seed", "5", typed=["f", "1", "e"])
    assert "a fault of ours: 2" in result.stdout and "100 of 100" in result.stdout
    assert "ZeroDivisionError" in result.stderr and result.exit_code == 0
    assert [review.outcome for review in log.reviews()] == ["marked", "broken"]
    assert any((tmp_path / "data/faults").iterdir())


def test_a_question_that_cannot_be_drawn_costs_nothing(log, monkeypatch):
    monkeypatch.setattr(TrueFalse, "prompt", lambda *_: 1 / 0)
    result = run("--seed", "5", typed=["e"])
    assert "from being asked: 1." in result.stdout and "ZeroDivisionError" in result.stderr
    assert "of 2 points" in result.stdout


def test_what_cannot_be_kept_is_tried_again_in_its_order(log, monkeypatch):
    add, refused = Log.add_unless, []

    def refuses_some(self, against, *records):
        if len(refused) < 3:
            refused.append(records)
            raise LogError("log_locked", path="x")
        return add(self, against, *records)

    monkeypatch.setattr(Log, "add_unless", refuses_some)
    result = run("--seed", "5", typed=["f", "e"])
    assert "not kept yet" in result.stderr and result.exit_code == 0
    whats = [step.what for step in log.records().steps]
    assert whats == ["begin", "seen", "answer", "seen", "closed", "end"]


def test_what_is_lost_is_said(monkeypatch):
    def refuses(self, *_):
        raise LogError("log_locked", path="x")

    monkeypatch.setattr(Log, "add_unless", refuses)
    result = run("--seed", "5", typed=["f", "e"])
    assert result.exit_code == 3 and "could not be kept" in result.stderr
    assert "of 100" in result.stdout


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


# --- killed --------------------------------------------------------------------------------------


def start(*args):
    path = os.pathsep.join(filter(None, [str(ROOT), *sys.path]))
    return subprocess.Popen(
        [sys.executable, "-u", "-c", "import cli; cli.quiz()", "exam", "--lang", "en", *args],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def until(program, text):
    """Read what a program says up to a line with a text."""
    for line in program.stdout:
        if text in line:
            return
    raise AssertionError(f"ended before {text!r}")


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
