"""`quiz start` as it is used: by a pipe, in a terminal, by a program; and what can go wrong."""

import json
import re
import signal
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.asking import quiz
from quiz.errors import LogError
from quiz.kinds.choice import Choice
from quiz.logbook.log import Log
from quiz.logbook.records import Goal
from tests.quiz.fake_course import settle
from tests.quiz.fake_kind import review
from tests.quiz.screen import Screen as AnyScreen

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    """The small course, with data of its own, and a language that the tests choose."""
    return settle(tmp_path, monkeypatch)


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "data")


def run(*args, answers=()):
    typed = "".join(f"{answer}\n" for answer in answers)
    result = CliRunner().invoke(quiz, ["start", *args], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def one(id, course):
    """Leave one question only in the course."""
    for file in course.glob("*/*.yaml"):
        parts = re.split(r"(?m)^(?=- id: )", file.read_text(encoding="utf-8"))
        kept = [part for part in parts if part.startswith(f"- id: {id}\n")]
        if kept:
            file.write_text(kept[0], encoding="utf-8")
        else:
            file.unlink()


# --- lines in, lines out -------------------------------------------------------------------------


def test_one_answer_a_line(course, log):
    one("name-the-divergence", course)
    result = run(answers=["KL발산"])
    assert result.exit_code == 0
    assert "1 of 1 · Divergence · term" in result.stdout
    assert result.stdout.index("> KL발산") < result.stdout.index("✓ Right.")
    assert "1 question done" in result.stdout and "Newly known" in result.stdout
    (kept,) = log.reviews()
    assert (kept.question, kept.typed, kept.score) == ("name-the-divergence", "KL발산", 1.0)


def test_the_end_of_input_leaves(log):
    result = run(answers=["s"])
    assert result.exit_code == 0 and "Left after 1 of 12 questions" in result.stdout
    assert [kept.outcome for kept in log.reviews()] == ["skipped"]
    assert "nothing is lost" in run().stdout


def test_a_leave_is_no_answer(log):
    assert "nothing is lost" in run(answers=[":q", "never read"]).stdout
    assert log.reviews() == ()


def test_what_cannot_be_read_is_not_logged(course, log):
    one("kl-zero", course)
    result = run(answers=["7", "", ":nonsense", "?"])
    assert "`7` is none of the options" in result.stdout
    assert "There is no such command" in result.stdout and "Hint: Use Jensen" in result.stdout
    assert log.reviews() == ()


def test_an_essay_in_one_line_with_its_ticks(course, log):
    one("hard-or-soft", course)
    result = run(answers=[r"k-means is hard\nmixtures are soft", "2"])
    assert "Point 1 was missing" in result.stdout
    written, ticked = log.reviews()
    assert (written.outcome, written.typed) == ("open", "k-means is hard\nmixtures are soft")
    assert ticked.outcome == "marked" and ticked.score == pytest.approx(2 / 3)


def test_a_doubt_is_kept_for_the_author(course, log):
    one("kl-not-symmetric", course)
    run(answers=[":u symmetric in what?", "t"])
    (flag,) = log.flags()
    assert (flag.what, flag.remark) == ("unclear", "symmetric in what?")
    assert [kept.doubted for kept in log.reviews()] == [True]


def test_the_source_shows_the_notes(course, tmp_path, monkeypatch):
    one("kl-zero", course)
    said = run(answers=["e"]).stdout
    assert 'note 001, "배경 > 발산", lines 10-24' in said and "GONGBU_NOTES" in said
    monkeypatch.setenv("GONGBU_NOTES", str(tmp_path))
    assert "There is no note 001" in run(answers=["e"]).stdout
    (tmp_path / "001_x.txt").write_text("\n".join(map(str, range(1000, 1100))))
    assert "  10  1009" in run(answers=["e"]).stdout


def test_the_same_seed_asks_the_same(log):
    first = run("--seed", "5").stdout
    assert first == run("--seed", "5").stdout
    drawn = {run("--kind", "numeric", "--seed", str(seed)).stdout for seed in range(8)}
    assert len(drawn) > 1


def test_plain_is_for_screen_readers(course):
    one("kl-two-coins", course)
    plain, drawn = run("--plain", "--seed", "1").stdout, run("--seed", "1").stdout
    assert "━" not in plain and "─" not in plain and "─" in drawn
    assert "sum" in plain or "∑" in plain


def test_both_languages():
    assert "h 키 목록" not in run("--lang", "ko").stdout  # nobody sits before it
    assert "입력할 것" in run("--lang", "ko").stdout


# --- what to ask ---------------------------------------------------------------------------------


def test_topic_area_kind_and_count(log):
    run("--topic", "clustering", "--count", "2", answers=["s", "s", "s", "s"])
    assert {kept.topic for kept in log.reviews()} == {"clustering"}
    run("--kind", "truefalse", answers=["o"])
    assert log.reviews()[-1].kind == "truefalse"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--topic", "clusterin"], "There is no topic `clusterin`. Near it: clustering."),
        (["--area", "modles"], "There is no area `modles`. Near it: models."),
        (["--kind", "numerci"], "There is no kind `numerci`. Near it: numeric."),
        (["--area", "basics", "--kind", "essay"], "no questions of kind essay"),
        (["--count", "0"], "--count takes a whole number from 1"),
    ],
)
def test_a_wish_that_cannot_be_met_is_a_usage_fault(words, says):
    result = run(*words)
    assert result.exit_code == 2 and says in result.stderr
    machine = json.loads(run("--json", *words).stdout)
    assert machine["error"]["exit_code"] == 2


def asked(log, *args):
    """The concepts of a session in which everything is skipped, without those asked again."""
    before = len(log.reviews())
    run(*args, answers=["s"] * 30)
    return [kept.concepts[0] for kept in log.reviews()[before:] if not kept.again]


def test_missed_things_come_soon_the_next_day(log):
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    log.add(replace(review("gone", ("vectors.2",), 0.0), at=yesterday))
    found = asked(log, "--count", "3")
    assert found[0] != "vectors.2" and "vectors.2" in found


def test_the_next_session_of_a_day_goes_on_with_something_else(log):
    first, second = asked(log, "--count", "3"), asked(log, "--count", "3")
    assert len({*first, *second}) == 6


def test_a_goal_weighs_areas_as_the_exam_does(course, log):
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    for concept in ("divergence.1", "vectors.1"):  # which clustering requires
        log.add(replace(review("gone", (concept,)), at=yesterday))
    (course / "exam-models.yaml").write_text(EXAM)
    prepare(log, "models")
    assert {concept.partition(".")[0] for concept in asked(log, "--count", "2")} == {"clustering"}


def test_an_exam_that_is_gone_is_told_and_stops_nobody(course, log):
    (course / "exam-models.yaml").write_text(EXAM)
    prepare(log, "midterm")
    result = run("--count", "2")
    assert "1 of 2" in result.stdout and "midterm" in result.stderr


def prepare(log, blueprint):
    """An exam in nine days, and next to no time for it."""
    now = datetime.now().astimezone()
    log.add(Goal(now, now.date() + timedelta(days=9), 1, blueprint))


EXAM = """
title: {ko: 모형, en: Models}
count: 4
minutes: 10
areas: {models: 1}
kinds: {choices: 1, ordering: 1, matching: 1}
difficulties: {2: 1}
points: {choices: 2, ordering: 2, matching: 2}
"""


# --- what goes wrong -----------------------------------------------------------------------------


def test_files_with_faults_are_one_line(course):
    (course / "basics/vectors.yaml").write_text("- id: [\n")
    (course / "models/clustering.yaml").write_text("- {id: Bad Name}\n")
    result = run()
    assert result.exit_code == 0 and "1 of 5 · Divergence" in result.stdout
    assert result.stderr.count("\n") == 1 and "2 banks have faults" in result.stderr


def test_a_damaged_log_does_not_stop_anybody(course, log):
    one("kl-not-symmetric", course)
    log.path.parent.mkdir(exist_ok=True)
    log.path.write_bytes(b"not a database, " * 99)
    result = run(answers=["f"])
    assert "✓ Right." in result.stdout and result.exit_code == 0
    assert result.stderr.count("is damaged") == result.stderr.count("quiz log rebuild") == 1
    assert log.path.read_bytes().startswith(b"not a database")
    assert [line["row"]["typed"] for line in log.twin.lines()] == ["f"]


def test_an_answer_that_could_not_be_kept_is_kept_with_the_next(course, log, monkeypatch):
    one("kl-zero", course)
    add, refused = Log.add, []

    def once_refused(self, record):
        if not refused:
            refused.append(record)
            raise LogError("log_locked", path="x")
        add(self, record)

    monkeypatch.setattr(Log, "add", once_refused)
    result = run(answers=[":u why?", "1"])
    assert "1 answer is not kept yet" in result.stderr and result.exit_code == 0
    assert len(log.flags()) == len(log.reviews()) == 1


def test_a_fault_of_ours_in_a_kind_keeps_the_answer(course, log, tmp_path, monkeypatch):
    one("kl-zero", course)
    monkeypatch.setattr(Choice, "mark", lambda *_: 1 / 0)
    result = run(answers=["1"])
    assert "fault of ours (ZeroDivisionError)" in result.stdout and result.exit_code == 0
    (kept,) = log.reviews()
    assert (kept.outcome, kept.typed, kept.counts) == ("broken", "1", False)
    (details,) = (tmp_path / "data/faults").iterdir()
    assert "ZeroDivisionError" in details.read_text() and str(details) in result.stdout.replace(
        "\n", ""
    )


def test_no_questions_at_all(course):
    for file in course.glob("*/*.yaml"):
        file.unlink()
    result = run()
    assert result.exit_code == 2 and "no questions yet" in result.stderr


# --- for programs --------------------------------------------------------------------------------


def documents(*args, answers=()):
    result = run("--json", *args, answers=answers)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_lines(course):
    one("kl-zero", course)
    answers = ["?", "7", ":u x", "e", "h", ":nonsense", "1"]
    found = documents("--seed", "3", answers=answers)
    kinds = ["prompt", "hint", "unreadable", "doubt", "source", "keys", "unknown", "mark", "end"]
    assert [form["type"] for form in found] == kinds
    assert {form["schema"] for form in found} == {1}
    prompt, mark, end = found[0], found[-2], found[-1]
    assert prompt["question"] == "kl-zero" and prompt["place"] == prompt["total"] == 1
    assert [option["label"] for option in prompt["options"]] == ["1", "2", "3"]
    assert {"key", "explanation", "answer"}.isdisjoint(prompt)
    assert mark["outcome"] == "marked" and set(mark["key"]) == {"ko", "en"}
    assert mark["sources"][0]["note"] == "001"
    assert (end["seed"], end["asked"], end["counted"], end["doubted"]) == (3, 1, 0, 1)


def test_json_of_an_essay(course):
    one("hard-or-soft", course)
    found = documents(answers=[r"one\ntwo", "1 2"])
    assert [form["type"] for form in found] == ["prompt", "prompt", "mark", "end"]
    assert [form["second"] for form in found[:2]] == [False, True]
    assert found[2]["score"] == 1.0 and found[2]["typed"].startswith("one\ntwo")


def test_json_documents_hold_what_the_page_says():
    page = (ROOT / "docs/json.md").read_text(encoding="utf-8")
    page = page[page.index("# `quiz start --json`") :]
    for form in documents(answers=["?", "e", "s"] + ["s"] * 40):
        assert f"`{form['type']}`" in page
        missing = [key for key in form if f"`{key}`" not in page and key not in page]
        assert not missing, missing


def test_topics_of_one_area():
    form = json.loads(CliRunner().invoke(quiz, ["topics", "--area", "models", "--json"]).stdout)
    assert [area["id"] for area in form["areas"]] == ["models"]
    refused = CliRunner().invoke(quiz, ["topics", "--area", "modles"])
    assert refused.exit_code == 2 and "models" in refused.stderr


def test_topics_in_json():
    result = CliRunner().invoke(quiz, ["topics", "--json"])
    form = json.loads(result.stdout)
    assert [area["id"] for area in form["areas"]] == ["basics", "models"]
    assert form["areas"][0]["topics"][0]["id"] == "divergence"


def test_the_dashboard():
    assert "14 questions on" in CliRunner().invoke(quiz, ["--lang", "en"]).stdout
    assert "divergence" in CliRunner().invoke(quiz, ["topics"]).stdout


# --- in a terminal -------------------------------------------------------------------------------


Screen = partial(AnyScreen, "start")


def test_hangul_is_typed_erased_and_marked(course, log):
    one("name-the-divergence", course)
    with Screen() as screen:
        assert "h keys" in screen.until("\n> ")
        screen.type("쿨백-라이블러 발표\x7f산\r")
        assert "✓ Right." in screen.until("[q] leave")
        screen.type("\r")
        screen.until("seed ")
        assert screen.ended() == 0
    assert log.reviews()[0].typed == "쿨백-라이블러 발산"


def test_a_doubt_is_asked_for_in_words(course, log):
    one("kl-not-symmetric", course)
    with Screen() as screen:
        screen.until("\n> ")
        screen.type("f\r")
        screen.until("[q] leave")
        screen.type("f\r")
        screen.until("Press Enter for the next question")
        screen.type("u\r")
        screen.until("nothing to add)")
        screen.type("일반적으로?\r")
        screen.until("does not count")
        screen.type("q\r")
        assert screen.ended() == 0
    assert (log.flags()[0].what, log.flags()[0].remark) == ("contested", "일반적으로?")


def test_an_essay_ends_with_an_empty_line(course, log):
    one("hard-or-soft", course)
    with Screen() as screen:
        screen.until("\n> ")
        screen.type("first\r")
        screen.until(". ")
        screen.type("둘째\r")
        screen.until(". ")
        screen.type("\r")
        screen.until("\n> ")
        screen.type("1\r")
        screen.until("[q] leave")
    assert [kept.typed.split("\n")[:2] for kept in log.reviews()] == [["first", "둘째"]] * 2


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("answered", [False, True])
def test_control_keys_leave_and_lose_nothing(course, log, key, answered):
    with Screen("--kind", "truefalse") as screen:
        screen.until("\n> ")
        if answered:
            screen.type("f\r")
            screen.until("[q] leave")
        screen.press(key, "question done" if answered else "nothing is lost")
        assert screen.ended() == 0
    assert len(log.reviews()) == int(answered)


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colours(course, env):
    with Screen(**env) as screen:
        screen.until("\n> ")


def test_a_kill_loses_at_most_what_is_being_typed(log):
    with Screen("--kind", "truefalse") as screen:
        screen.until("\n> ")
        screen.type("f\r")
        screen.until("Source")
        screen.program.send_signal(signal.SIGKILL)
        screen.program.wait()
    assert [kept.typed for kept in log.reviews()] == ["f"]
