"""`quiz log` as it is typed, in both languages, and what `quiz` says of each fault."""

import csv
import json
import os
import re
import shutil
import sqlite3
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from basis.catalogue import catalogue
from basis.texts import LANGUAGES
from commands.asking import quiz
from quiz.logbook.lines import pending
from quiz.logbook.log import Log
from quiz.logbook.records import Flag
from quiz.logbook.transfer import COLUMNS, Row, read_rows, write_rows
from tests.quiz.fake_course import FOLDER
from tests.quiz.fake_kind import at, review
from tests.quiz.logbook.test_log_mending import header
from tests.quiz.logbook.test_log_twin import MIXED, lose_row

DOCUMENTED = (Path(__file__).resolve().parents[3] / "docs/json.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path / "course"))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GONGBU_LANG", "en")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(FOLDER, tmp_path / "course/questions")


@pytest.fixture
def log():
    log = Log()
    log.add(*MIXED)
    return log


def run(*words, answers=()):
    typed = "".join(f"{answer}\n" for answer in answers)
    result = CliRunner().invoke(quiz, list(words), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# --- Backups -------------------------------------------------------------------------------------


def test_a_backup_is_restored_elsewhere(log, tmp_path, monkeypatch):
    result = run("log", "backup", "kept.gongbu")
    assert result.exit_code == 0 and "7 records are in kept.gongbu" in result.stdout
    again = run("log", "backup", "kept.gongbu")
    assert again.exit_code == 2 and "nothing is ever overwritten" in again.stderr
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "other"))
    Log().add(review("own", turn=9))
    result = run("log", "restore", "kept.gongbu")
    assert result.exit_code == 0
    assert "7 records added from kept.gongbu; 0 were there already." in result.stdout
    assert "What was there before is kept as " in result.stdout
    assert "worked out anew from 3 reviews" in result.stdout
    assert len(Log().reviews()) == 3
    again = run("log", "restore", "kept.gongbu")
    assert "0 records added from kept.gongbu; 7 were there already." in again.stdout
    assert "What was there" not in again.stdout


def test_what_is_no_backup_is_a_usage_fault(log, tmp_path):
    (tmp_path / "notes.txt").write_text("notes\n")
    for file, says in {
        "notes.txt": "notes.txt is no backup",
        "nowhere": "nowhere cannot be read (No such file",
        str(log.path): "is the log itself",
    }.items():
        result = run("log", "restore", file)
        assert result.exit_code == 2 and says in result.stderr
    assert run("log", "backup").exit_code == 2
    assert "Did you mean `restore`?" in run("log", "restor").stderr


def test_there_is_nothing_to_back_up_yet():
    result = run("log", "backup", "a")
    assert result.exit_code == 2 and "nothing in the log yet" in result.stderr


def test_lines_that_cannot_be_are_said_with_their_places(log, tmp_path):
    good = pending(review("good", turn=5))
    bad = {**good, "row": {**good["row"], "seed": 2**90}}
    (tmp_path / "f.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in (good, bad, {})))
    result = run("log", "restore", "f.jsonl")
    assert result.exit_code == 0 and "1 record added from f.jsonl" in result.stdout
    assert "2 lines or rows of f.jsonl could not be taken in" in result.stdout
    value, line = result.stderr.splitlines()
    assert value.startswith("f.jsonl:2:1: ") and "`seed`" in value
    assert line.startswith("f.jsonl:3:1: ")
    assert run().exit_code == run("stats").exit_code == 0 and not run("log", "rebuild").stderr


# --- Repairs -------------------------------------------------------------------------------------


def test_a_sound_log_has_nothing_to_repair(log):
    result = run("log", "rebuild")
    assert result.exit_code == 0 and "Nothing to repair: 7 records" in result.stdout
    assert "worked out anew from 2 reviews" in result.stdout


def test_a_repair_forgets_what_was_derived(log, tmp_path):
    run("stats")
    record = tmp_path / "data/cache/record.json"
    assert record.exists()
    run("log", "rebuild")
    assert not record.exists()
    run("stats")
    (tmp_path / "more").write_text(json.dumps(pending(review("more", turn=9))))
    run("log", "restore", "more")
    assert not record.exists()


def test_a_damaged_log_is_said_lived_with_and_repaired(log):
    header(log.path)
    started = run("start", "--count", "1", answers=["s"])
    assert started.exit_code == 0 and "could not be kept" not in started.stdout
    assert started.stderr.count("is damaged. Type `quiz log rebuild`") == 1
    assert "quiz log rebuild" in run().stderr
    result = run("log", "rebuild")
    more = len(list(log.twin.lines())) - 7
    assert f"7 from the log as it was, {more} more from its copy." in result.stdout
    assert "What was there before is kept as " in result.stdout and more >= 1
    assert len(log.reviews()) >= 3 and not run().stderr


def test_a_log_that_is_gone_is_said_and_written_anew(log):
    log.path.unlink()
    assert "is gone or empty, but its copy is there" in run().stderr
    assert "0 from the log as it was, 7 more from its copy" in run("log", "rebuild").stdout


def test_a_log_behind_its_copy_is_said(log):
    log.add(review("more", turn=3))
    lose_row(log)
    for words in (("topics",), ("stats",), ("review",)):
        assert "holds answers that the log" in run(*words).stderr
    run("log", "rebuild")
    assert len(log.reviews()) == 3 and not run("topics").stderr


# --- Exports -------------------------------------------------------------------------------------


def test_exports(log, tmp_path):
    for name in ("a.csv", "a.jsonl"):
        result = run("log", "export", name)
        assert result.exit_code == 0 and f"2 rows are in {name}" in result.stdout
    rows = list(read_rows(tmp_path / "a.csv"))
    assert rows == list(read_rows(tmp_path / "a.jsonl"))
    assert [row.review for row in rows] == list(log.reviews())
    assert rows[0].doubt == "contested"
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert tuple(next(csv.reader(stream))) == COLUMNS
    piped = run("log", "export", "-").stdout.rstrip("\n").split("\n")
    assert [json.loads(line)["turn"] for line in piped] == [1, 2]


def test_exports_overwrite_nothing_and_name_their_form(log, tmp_path):
    (tmp_path / "a.csv").write_text("mine")
    result = run("log", "export", "a.csv")
    assert result.exit_code == 2 and (tmp_path / "a.csv").read_text() == "mine"
    assert run("log", "export", str(log.twin.path)).exit_code == 2
    assert "ends with .csv or .jsonl" in run("log", "export", "a.xlsx").stderr
    failed = run("log", "export", "no/folder.csv")
    assert failed.exit_code == 2 and "there is no folder no." in failed.stderr


# --- Exports that come back ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "renamed"])
def test_an_export_is_restored_as_far_as_it_goes(log, tmp_path, monkeypatch, name):
    answers, doubt = log.reviews(), log.flags()[0]
    run("log", "export", "a.jsonl" if name == "renamed" else name)
    if name == "renamed":
        os.rename("a.jsonl", name)
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "other"))
    result = run("log", "restore", name)
    assert result.exit_code == 0 and f"3 records added from {name}; 0 were" in result.stdout
    assert "Your goal, mistakes in code" in result.stdout
    assert Log().reviews() == answers  # doubted ones doubted
    (back,) = Log().flags()
    assert (back.turn, back.what, back.remark) == (doubt.turn, doubt.what, doubt.remark)
    again = run("log", "restore", name)
    assert "0 records added" in again.stdout and "3 were there already" in again.stdout
    assert json.loads(run("log", "rebuild", "--json").stdout)["whole"]


def test_what_a_spreadsheet_rounded_is_no_other_answer(log, tmp_path):
    log.add(review("third", turn=7, chance=1 / 3))
    run("log", "export", "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert str(1 / 3) in text
    (tmp_path / "saved.csv").write_text(text.replace(str(1 / 3), "0.333"), encoding="utf-8-sig")
    form = json.loads(run("log", "restore", "saved.csv", "--json").stdout)
    assert (form["table"], form["added"], form["known"], form["refused"]) == (True, 0, 4, 0)
    header(log.path)  # what is known is known from what can be read
    assert "0 records added" in run("log", "restore", "saved.csv").stdout
    assert len(log.reviews()) == 3


def test_rows_that_cannot_be_are_left_out_and_told(log, tmp_path, monkeypatch):
    run("log", "export", "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").split("\n")
    (tmp_path / "a.jsonl").write_text("\n".join([lines[0], "{}", *lines[1:]]), encoding="utf-8")
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "other"))
    result = run("log", "restore", "a.jsonl")
    assert result.exit_code == 0 and result.stderr.startswith("a.jsonl:2:1: ")
    assert "1 line or row of a.jsonl could not" in result.stdout and len(Log().reviews()) == 2


def test_the_answers_of_a_class_are_not_those_of_a_learner(log, tmp_path):
    rows = [Row(learner, review(turn=n, at=at(n))) for n, learner in enumerate(("one", "two"))]
    with (tmp_path / "class.csv").open("w", encoding="utf-8", newline="") as stream:
        write_rows(rows, stream, "csv")
    result = run("log", "restore", "class.csv")
    assert result.exit_code == 2 and "the answers of 2 learners" in result.stderr
    assert len(log.reviews()) == 2


def cut(name):
    """What a spreadsheet makes of a table: times without fractions of seconds."""
    text = Path(name).read_text(encoding="utf-8-sig")
    assert re.search(r"T\d\d:\d\d:\d\d\.\d", text)
    Path(name).write_text(re.sub(r"(T[\d:]{8})\.\d+", r"\1", text), encoding="utf-8-sig")


@pytest.mark.parametrize("also", [lambda name: None, cut])
@pytest.mark.parametrize("first", ["a.csv", "kept"])
def test_nothing_is_doubled_by_an_export_and_a_backup(log, tmp_path, monkeypatch, also, first):
    doubts = [Flag(at(n + 0.5), "s", 1, "one", 1, 7, "unclear", f"doubt {n}") for n in range(2)]
    log.add(*doubts, review("third", turn=3, at=at(9.123456)))
    run("log", "export", "a.csv")
    run("log", "backup", "kept")
    also("a.csv")
    assert "0 records added" in run("log", "restore", "a.csv").stdout
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "other"))
    for name in (first, "kept", "a.csv"):
        assert run("log", "restore", name).exit_code == 0
    there = Log().records()
    assert sorted(flag.remark for flag in there.flags) == sorted(f.remark for f in log.flags())
    assert len(there.reviews) == 3 and there.goals == log.records().goals


def test_an_export_of_somebody_else_is_refused(log, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "other"))
    Log().add(review(session="theirs", at=at(5)))
    run("log", "export", "theirs.csv")
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    before = log.path.read_bytes(), log.twin.path.read_bytes()
    result = run("log", "restore", "theirs.csv")
    assert result.exit_code == 2 and "`quiz log restore theirs.csv --mine`" in result.stderr
    assert (log.path.read_bytes(), log.twin.path.read_bytes()) == before
    assert "1 record added" in run("log", "restore", "theirs.csv", "--mine").stdout
    assert "0 records added" in run("log", "restore", "theirs.csv").stdout  # known from then on


def test_a_pipe_is_refused_before_anything_is_read_from_it(log, tmp_path):
    run("log", "export", "a.csv")
    reader, writer = os.pipe()
    os.write(writer, (tmp_path / "a.csv").read_bytes())
    os.close(writer)
    result = run("log", "restore", f"/dev/fd/{reader}")
    assert result.exit_code == 2 and "is no ordinary file" in result.stderr
    assert os.read(reader, 9999) == (tmp_path / "a.csv").read_bytes()
    os.close(reader)


# --- For programs --------------------------------------------------------------------------------


def document(*words, code=0):
    result = run(*words, "--json")
    assert result.exit_code == code
    form = json.loads(result.stdout)
    section = DOCUMENTED.partition("# `quiz log --json`")[2].partition("\n# ")[0]
    for key in form.keys() - {"schema"}:
        assert f"`{key}`" in section, key
    return form


def test_programs_get_what_people_read(log, tmp_path, monkeypatch):
    assert document("log", "backup", "b") == {"schema": 1, "file": "b", "records": 7}
    exported = {"schema": 1, "file": "a.csv", "form": "csv", "rows": 2}
    assert document("log", "export", "a.csv") == exported
    form = document("log", "rebuild")
    assert form["whole"] and (form["records"], form["remembered"]) == (7, 2)
    assert (form["set_aside"], form["copied"], form["copy_fault"]) == ([], False, None)
    header(log.path)
    form = document("log", "rebuild")
    assert form["damaged"] and not form["whole"]
    assert (form["from_log"], form["from_copy"], form["unreadable"]) == (7, 0, 0)
    assert [os.path.exists(path) for path in form["set_aside"]] == [True, True]
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "other"))
    form = document("log", "restore", "b")
    assert (form["added"], form["known"], form["table"], form["remembered"]) == (7, 0, False, 2)
    form = document("log", "restore", "b")
    assert (form["added"], form["known"], form["remembered"]) == (0, 7, None)


def test_rows_on_standard_output_stay_alone(log):
    lines = run("log", "export", "-", "--json").stdout.rstrip("\n").split("\n")
    assert [json.loads(line)["turn"] for line in lines] == [1, 2]


def test_a_copy_that_cannot_be_written_is_said_to_programs(log):
    log.twin.path.unlink()
    log.twin.path.mkdir()
    form = document("log", "rebuild")
    assert form["copy_fault"]["key"] == "log_twin_failed" and not form["copied"]


@pytest.mark.parametrize(
    ("words", "key", "code"),
    [
        (("backup", "there"), "log_exists", 2),
        (("backup", "no/folder"), "log_folder_missing", 2),
        (("export", "there"), "log_export_form", 2),
        (("export", "no/folder.csv"), "log_folder_missing", 2),
        (("export", "a.xlsx"), "log_export_form", 2),
        (("restore", "there"), "log_no_backup", 2),
        (("restore", "nowhere"), "log_unreadable_file", 2),
        (("restore",), "usage_missing_file", 2),
    ],
)
def test_failures_are_told_to_programs(log, tmp_path, words, key, code):
    (tmp_path / "there").write_text("mine")
    error = json.loads(run("log", *words, "--json").stdout)["error"]
    assert (error["key"], error["exit_code"]) == (key, code)
    assert run("log", *words, "--json").exit_code == code
    assert set(error["message"]) == {"ko", "en"}


def test_a_newer_log_is_told_to_programs(log):
    with sqlite3.connect(log.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for words in (("rebuild",), ("backup", "a"), ("export", "a.csv")):
        result = run("log", *words, "--json")
        assert json.loads(result.stdout)["error"]["key"] == "log_newer" and result.exit_code == 3


# --- What `quiz` says ----------------------------------------------------------------------------


def test_a_clock_that_was_set_back_is_said_once_and_stops_nobody(log):
    later = datetime.now().astimezone() + timedelta(days=40)
    log.add(review(turn=8, at=later))
    for words in ((), ("start",), ("topics",)):
        assert run(*words).stderr.count("See that the clock is right") == 1
    assert run("start", "--count", "1", answers=["s"]).exit_code == 0
    assert len(log.reviews()) == 4
    assert "clock" not in run().stderr  # the answer was kept at the time of now


def test_a_newer_log_is_left_alone(log):
    with sqlite3.connect(log.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = log.path.read_bytes()
    for words in (("log", "rebuild"), ("log", "backup", "a"), ("log", "export", "a.csv")):
        result = run(*words)
        assert result.exit_code == 3 and "a newer Gongbu (layout 99)" in result.stderr
    assert "newer Gongbu" in run("start", answers=["s"]).stderr
    assert log.path.read_bytes() == before and not os.path.exists("a.csv")


def test_a_log_that_another_program_holds_is_said(log, tmp_path):
    with log.holding():
        result = run("start", "--count", "1", answers=["s"])
    assert result.exit_code == 3 and "end the one that hangs" in result.stderr
    (file,) = tmp_path.glob("gongbu-answers-*.jsonl")
    assert f"quiz log restore {file}" in result.stderr
    assert "1 record added" in run("log", "restore", str(file)).stdout
    assert len(log.reviews()) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("below", ["", "below"])
def test_a_file_in_the_place_of_the_folder_is_said(tmp_path, monkeypatch, lang, below):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "kept").write_text(json.dumps(pending(review())))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "file" / below))
    looks = (("stats",), ("review",), ("log", "backup", "b"), ("log", "export", "e.csv"))
    for words in (*looks, ("log", "rebuild"), ("log", "restore", "kept")):
        result = run(*words, "--lang", lang)
        assert result.exit_code == 3 and not result.stdout, words
        assert str(tmp_path / "file") in result.stderr and "GONGBU_DATA" in result.stderr
    assert run("--lang", lang).exit_code == 0
    result = run("start", "--count", "1", "--lang", lang, answers=["s"])
    assert result.exit_code == 3 and "quiz log restore" in result.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_what_an_export_was_read_from_is_said(log):
    header(log.path)
    result = run("log", "export", "a.csv")
    assert result.exit_code == 0 and "is damaged" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fault_says_what_to_do(lang):
    texts = catalogue("quiz", lang)
    for fault in ("damaged", "gone", "behind"):
        assert "`quiz log rebuild`" in texts[f"log_{fault}"]
    assert "`quiz log restore {path}`" in texts["log_rescued"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help(lang):
    assert "backup" in run("log", "--help", "--lang", lang).stdout
    for command in ("backup", "restore", "rebuild", "export"):
        assert f"quiz log {command}" in run("log", command, "--help", "--lang", lang).stdout
