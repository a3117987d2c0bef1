"""`quiz exam` as it is used by a pipe; left, resumed, handed in; and what can go wrong."""

import re
import shutil
import sqlite3
import tempfile

import pytest
from click.testing import CliRunner

from commands.asking import quiz
from quiz.bank.bank import Bank
from quiz.errors import LogError
from quiz.exam.exam import Forecast, begun
from quiz.exam.sitting import Sitting, Wish
from quiz.kinds.choice import Choice
from quiz.kinds.truefalse import TrueFalse
from quiz.logbook.log import Log
from tests.quiz.exam.exam_command import blueprint, change, later, run

pytestmark = pytest.mark.usefixtures("course")


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


def test_fewer_questions_than_asked_for_are_told(log):
    assert "You asked for 50 questions; there are" in run("--count", "50", typed=["e"]).stderr
    assert "You asked" not in run("--count", "1", typed=["e"]).stderr


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
    assert "Flagged: no. 2." in again and "· flagged" in again


def test_a_forecast_stands_beside_the_score(course, log):
    class Face:
        live = True

        def show(self, said):
            pass

        def event(self, session, now):
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
    assert "a fault of ours: no. 2" in result.stdout and "100 of 100" in result.stdout
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


def rescued(said):
    """The file that is told to be restored."""
    (file,) = set(re.findall(r"quiz log restore (\S+)`", said))
    return file


def test_an_exam_that_cannot_be_kept_says_so_once_and_does_not_promise(nowhere):
    result = run("--seed", "5", typed=["f", "q"])
    assert "cannot be kept at the moment" in result.stdout
    assert "Not kept yet: false" in result.stdout and "Kept:" not in result.stdout
    assert "kept at once" not in result.stdout and "goes back to it" not in result.stdout
    assert "cannot go back to it" in result.stdout and result.exit_code == 3
    cause, pending, rescue = result.stderr.splitlines()  # however often it was tried
    assert "nowhere" in cause and "not kept yet" in pending and "--resume" in rescue


@pytest.mark.usefixtures("nowhere")
def test_an_answer_in_the_place_of_another_that_cannot_be_kept_is_not_called_kept():
    said = run("--seed", "5", typed=["f", ":b", "t", "q"]).stdout
    assert "Not kept yet: true (instead of f)" in said and "Kept:" not in said


def test_what_was_rescued_is_restored_and_gone_on_with(nowhere, log, monkeypatch):
    result = run("--seed", "5", typed=["f", "q"])
    monkeypatch.setenv("GONGBU_DATA", str(log.path.parent))
    assert CliRunner().invoke(quiz, ["log", "restore", rescued(result.stderr)]).exit_code == 0
    assert "You were away" in run("--resume").stdout
    assert "1 of 2 answered" in run("--hand-in").stdout


def test_the_report_of_an_exam_that_is_not_kept_does_not_promise_another(nowhere, log, monkeypatch):
    result = run("--seed", "5", typed=["f", "e"])
    assert result.exit_code == 3 and "of 100" in result.stdout
    assert "cannot show this report again" in result.stdout.replace("\n", " ")
    monkeypatch.setenv("GONGBU_DATA", str(log.path.parent))
    CliRunner().invoke(quiz, ["log", "restore", rescued(result.stderr)])
    assert "of 100" in run("--report").stdout


def test_what_is_lost_everywhere_is_said(nowhere, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    result = run("--seed", "5", typed=["f", "e"])
    assert result.exit_code == 3 and "could not be kept" in result.stderr
    assert "of 100" in result.stdout
