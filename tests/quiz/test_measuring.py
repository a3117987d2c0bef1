"""`quiz stats`, `quiz review` and `quiz items` as they are used."""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from basis.texts import LANGUAGES, Texts
from commands.asking import quiz
from quiz.bank.bank import Bank
from quiz.kinds.registry import kind_of
from quiz.logbook.log import Log
from quiz.logbook.records import Flag, Goal
from quiz.readiness.prediction import NotYet
from quiz.readiness.statsboard import not_yet
from quiz.variants.drawing import draw
from tests.quiz.fake_course import FOLDER, settle
from tests.quiz.fake_kind import review
from tests.quiz.items.course_of_learners import a_class, written

DOCUMENTED = (Path(__file__).resolve().parents[2] / "docs/json.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    return settle(tmp_path, monkeypatch)


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "data")


def run(*words, code=0):
    result = CliRunner().invoke(quiz, [str(word) for word in words])
    assert result.exit_code == code, result.output + repr(result.exception)
    return result


def answered(log, days=24, seed=0):
    """Answers of some weeks to all questions of the small course."""
    bank, rng = Bank.open(FOLDER), Random(seed)
    now = datetime.now().astimezone().replace(hour=12)
    reviews = []
    for day in range(days):
        for turn, entry in enumerate(rng.sample(bank.entries, 9), 1):
            at = now - timedelta(days=days - day, minutes=-turn)
            made = review(entry.id, entry.concepts, float(rng.random() < 0.7), turn=turn)
            made = replace(made, at=at, session=f"s{day}", kind=entry.kind, topic=entry.topic)
            reviews.append(replace(made, revision=entry.revision, seed=turn, seconds=30.0))
    log.add(*reviews)
    return reviews


def keys(form):
    if isinstance(form, dict):
        return set(form).union(*map(keys, form.values()))
    return set().union(*map(keys, form)) if isinstance(form, list) else set()


# --- quiz stats ----------------------------------------------------------------------------------


def test_an_empty_log_has_no_statistics():
    assert "quiz start" in run("stats", "--lang", "en").output
    form = json.loads(run("stats", "--json").stdout)
    assert form["readiness"] == {"known": False, "looks": 0, "needed": 50, "width": None}
    assert form["weeks"] == [] and form["calibration"] is None


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("plain", [[], ["--plain"]])
def test_statistics_fit_the_screen(log, monkeypatch, width, lang, plain):
    answered(log)
    log.add(Goal(datetime.now().astimezone(), date.today() + timedelta(days=9), 30))
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("stats", "--lang", lang, *plain).stdout.splitlines()
    assert len(lines) > 20 and not [line for line in lines if cell_len(line) > width]
    assert any("█" in line for line in lines) == (width == 80 and not plain)


def test_what_is_missing_for_a_prediction_is_said(log):
    answered(log, days=4)
    looks = json.loads(run("stats", "--json").stdout)["readiness"]["looks"]
    assert 0 < looks < 50
    said = run("stats", "--lang", "en").output
    assert f"there are {looks}" in said and said.count("Readiness") == 1


def test_programs_get_the_same(log):
    answered(log)
    form = json.loads(run("stats", "--json").stdout)
    ready = form["readiness"]
    assert ready["known"] and ready["low"] < ready["mean"] < ready["high"]
    assert form["on_exam_day"] is None
    assert sum(week["answers"] for week in form["weeks"]) == 24 * 9
    assert form["calibration"]["answers"] == sum(
        t["answers"] for t in form["calibration"]["tenths"]
    )
    for key in keys(form) - {"ko", "en"}:
        assert f"`{key}`" in DOCUMENTED, key


def test_a_course_need_not_have_exams(log):
    """As for the dashboard and the plan: there is nothing to complain of."""
    answered(log, days=4)
    log.add(Goal(datetime.now().astimezone(), date.today() + timedelta(days=9), 30))
    assert not run("stats").stderr


def test_one_topic_alone(log):
    answered(log)
    whole, part = (
        json.loads(run("stats", "--json", *wish).stdout) for wish in ([], ["--topic", "divergence"])
    )
    assert 0 < sum(w["answers"] for w in part["weeks"]) < sum(w["answers"] for w in whole["weeks"])
    run("stats", "--topic", "nothing-of-the-kind", code=2)


def test_what_is_asked_about_a_topic_is_said_of_the_topic(log):
    answered(log)
    said, part = (run("stats", "--lang", "en", *w).output for w in ([], ["--topic", "divergence"]))
    assert "this part" in part and "If the exam were" in said and "this part" not in said
    wide = NotYet(60, width=46.0)
    part, whole = (not_yet(Texts("en", "quiz"), wide, part) for part in (True, False))
    assert "answers in more areas" in whole and "areas" not in part and "46 points" in part


def test_a_few_predictions_are_not_judged(log):
    answered(log, days=1)
    said = run("stats", "--lang", "en").output
    assert "answers are too few" in said and "Brier" not in said
    answered(log, days=24)
    assert "Brier" in run("stats", "--lang", "en").output


def test_areas_stand_as_in_the_course(log):
    answered(log)
    bank = Bank.open(FOLDER)
    areas = [area["id"] for area in json.loads(run("stats", "--json").stdout)["readiness"]["areas"]]
    assert areas == [area for area in bank.syllabus.areas if area in areas] and len(areas) > 1
    shown = run("stats", "--lang", "ko").output
    places = [shown.index(bank.syllabus.areas[area].title.ko) for area in areas]
    assert places == sorted(places)


def timed(log, kind, *seconds, **more):
    for at, each in enumerate(seconds):
        made = review(f"{kind}-{at}", kind=kind, seconds=each, **more)
        log.add(replace(made, at=datetime.now().astimezone()))


def rows_of(log, head, lang="en"):
    """The rows of a table, as words, with the head first."""
    lines = run("stats", "--lang", lang).stdout.split("\n")
    start = next(at for at, line in enumerate(lines) if line.split()[:1] == [head])
    return [line.split() for line in lines[start : lines.index("", start)]]


def test_times_by_kind_add_up(log, monkeypatch):
    """Questions, answered or not, times seconds of each are the minutes."""
    timed(log, "numeric", *[90.0] * 10)
    timed(log, "numeric", *[30.0] * 10, outcome="skipped", score=0.0)
    timed(log, "cloze", 10.0, 20.0)
    head, *rows = rows_of(log, "kind")
    assert head == "kind answered no answer sec each min min".split()
    assert [row[:5] for row in rows] == [
        ["number", "10", "10", "60", "20"],
        ["blanks", "2", "0", "15", "0"],
    ]
    assert [len(row) for row in rows] == [6, 5], "no bar where no minutes are shown"
    assert rows_of(log, "week")[1][1:2] == ["22"]
    monkeypatch.setenv("COLUMNS", "50")
    assert rows_of(log, "kind")[1] == ["number", "20", "60", "20"]


def test_the_first_minutes_are_no_nothing(log):
    timed(log, "numeric", 30.0, 45.0)
    assert rows_of(log, "kind")[1][4] == "1.2" and "1.2" in rows_of(log, "week")[1]


def test_bars_have_a_head(log):
    answered(log)
    assert rows_of(log, "area,")[0][-2:] == ["0", "100"]
    assert rows_of(log, "week")[0][-1] == "asked" and rows_of(log, "kind")[0][-2:] == ["min", "min"]
    assert rows_of(log, "유형", "ko")[0][-2:] == ["분", "분"]


@pytest.mark.parametrize(("lang", "dash"), [("ko", "~"), ("en", "-")])
def test_ranges_are_written_as_the_language_does(log, lang, dash):
    answered(log)
    ranges = re.findall(
        r"(?<![-\d])\d{1,3}([-~])\d{1,3}(?![-\d])", run("stats", "--lang", lang).output
    )
    assert len(ranges) > 5 and set(ranges) == {dash}


# --- quiz review ---------------------------------------------------------------------------------


def missed(log, id, typed, **changes):
    """A wrong answer of an hour ago to a question of the small course."""
    entry = next(entry for entry in Bank.open(FOLDER).entries if entry.id == id)
    made = review(id, entry.concepts, 0.0, kind=entry.kind, topic=entry.topic, typed=typed, seed=7)
    at = datetime.now().astimezone() - timedelta(hours=1)
    log.add(replace(made, **{"at": at, "revision": entry.revision} | changes))


def test_a_missed_question_is_shown_as_it_was(log):
    missed(log, "kl-two-coins", "0.5")
    said = run("review", "--lang", "en").output
    question = Bank.open(FOLDER).question("kl-two-coins")
    prompt = kind_of(question).prompt(draw(question, 7))
    assert "1 missed answer of the last 7 days" in said and "You typed: 0.5" in said
    assert prompt.key_text.en in said
    form = json.loads(run("review", "--json").stdout)["missed"][0]
    assert form["prompt"]["text"]["en"] == prompt.text.en and form["change"] == "none"
    for key in keys(form) - {"ko", "en", "label"}:
        assert f"`{key}`" in DOCUMENTED, key


def test_only_the_days_that_are_asked_for(log):
    missed(log, "kl-two-coins", "0.5", at=datetime.now().astimezone() - timedelta(days=20))
    assert "Nothing was missed in the last 7 days" in run("review", "--lang", "en").output
    for words in (["--days", "30"], ["--all"]):
        assert "0.5" in run("review", *words).output


def test_what_was_right_broken_or_skipped(log):
    missed(log, "kl-two-coins", "right", score=1.0)
    missed(log, "kl-two-coins", "ours", outcome="broken", score=None)
    missed(log, "kl-two-coins", "", outcome="skipped")
    form = json.loads(run("review", "--json").stdout)["missed"]
    assert [each["outcome"] for each in form] == ["skipped"]


@pytest.mark.parametrize(
    ("mode", "lang", "words"),
    [
        ("exam", "en", "You left it without an answer."),
        ("exam", "ko", "답하지 않았습니다."),
        ("practice", "en", "You did not know it."),
        ("practice", "ko", "모른다고 했습니다."),
    ],
)
def test_who_left_a_question_of_an_exam_has_said_nothing(log, mode, lang, words):
    missed(log, "kl-two-coins", "", outcome="skipped", mode=mode)
    assert words in run("review", "--lang", lang).output


def test_of_today_alone(log):
    assert "Nothing was missed today" in run("review", "--days", "1", "--lang", "en").output
    missed(log, "kl-two-coins", "0.5", at=datetime.now().astimezone())
    assert "1 missed answer today" in run("review", "--days", "1", "--lang", "en").output
    assert "오늘 틀린 답 1개" in run("review", "--days", "1", "--lang", "ko").output


def test_questions_that_are_gone_or_changed_are_said(log, course):
    missed(log, "kl-two-coins", "0.25", revision=9)
    missed(log, "kl-two-coins", "0.75", question="of-old", kind="text", topic="no-such-topic")
    missed(log, "kl-two-coins", "0.5")
    log.add(Flag(datetime.now().astimezone(), "s", 1, "kl-two-coins", 1, 7, "contested"))
    said = run("review", "--lang", "en").output
    assert "changed since" in said and "no longer in the banks" in said and "doubted" in said
    assert all(typed in said for typed in ("0.25", "0.75", "0.5"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_is_shown_again(log, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "40")
    for entry in Bank.open(FOLDER).entries:
        missed(log, entry.id, "\x1b[31m9876 1", turn=1)
    said = run("review", "--lang", lang).output
    assert "\x1b" not in said and "fault" not in said
    assert said.count("␛[31m9876 1") >= len(Bank.open(FOLDER).entries)


# --- quiz items ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_key_stands_first(tmp_path, monkeypatch, width, lang):
    monkeypatch.setenv("COLUMNS", str(width))
    path = written(a_class(wrong_key="q11"), tmp_path / "class.csv")
    lines = run("items", path, "--lang", lang).stdout.splitlines()
    assert max(map(cell_len, lines)) <= width
    questions = [line for line in lines if re.match(r"  q\d\d", line)]
    assert questions[0].startswith("  q11") and len(questions) == 25


def test_few_learners_are_said(tmp_path):
    path = written(a_class(learners=6, share=1.0), tmp_path / "class.jsonl")
    assert "too few" in run("items", path, "--lang", "en").output
    assert "too few" not in run("items", path, "--lang", "en", "--min", 5).output
    form = json.loads(run("items", path, "--json").stdout)
    assert all(each["discrimination"] is None for each in form["questions"])
    for key in keys(form) - {"ko", "en", "schema"}:
        assert f"`{key}`" in DOCUMENTED, key


def test_the_export_of_a_log_is_read(log, tmp_path):
    answered(log)
    for name in ("mine.csv", "mine.jsonl"):
        run("log", "export", tmp_path / name)
        form = json.loads(run("items", tmp_path / name, "--json").stdout)
        assert form["learners"] == 1 and form["faulty"] == 0 and form["rows"] == 24 * 9


def test_lines_with_faults_are_said_with_their_place(tmp_path):
    path = written(a_class(learners=6), tmp_path / "class.jsonl")
    path.write_text("nonsense\n" + path.read_text())
    result = run("items", path)
    assert f"{path}:1:1" in result.stderr
    assert run("items", tmp_path / "none.csv", code=2)


def test_a_file_of_no_form_that_we_write_is_not_read(tmp_path):
    path = tmp_path / "passwd"
    path.write_text("root:x:0:0::/root:/bin/sh\n")
    said = run("items", path, "--lang", "en", code=2).stderr
    assert "passwd" in said and ".jsonl" in said and "standard output" not in said
    assert "5 to 10000" in run("items", "--help", "--lang", "en").output
