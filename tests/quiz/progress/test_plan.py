"""`quiz plan` and the dashboard as they are typed."""

import json
import shutil
from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner

from basis.places import content_root
from commands.asking import quiz
from quiz.logbook.log import Log
from tests.quiz.fake_course import FOLDER

TODAY = datetime.now().astimezone().date()
SOON = TODAY + timedelta(days=17)


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    """The small course with a blueprint, and data of its own."""
    blueprint = content_root("questions") / "exam-final.yaml"
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path / "course"))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    for name in ("GONGBU_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "course/questions"
    shutil.copytree(FOLDER, folder)
    lines = blueprint.read_text(encoding="utf-8").splitlines()
    areas = lines.index("areas:")
    rest = next(i for i in range(areas + 1, len(lines)) if not lines[i].startswith("  "))
    lines[areas + 1 : rest] = ["  basics: 2", "  models: 1"]
    for name in ("final", "midterm"):
        (folder / f"exam-{name}.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "data")


def run(*args, code=0):
    result = CliRunner().invoke(quiz, args)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result


def test_without_options_it_says_how_to_plan_and_sets_nothing(log):
    assert "There is no plan yet." in run("plan").stdout
    assert json.loads(run("plan", "--json").stdout)["goal"] is None
    assert log.goal() is None


def test_a_goal_is_set_and_shown(log):
    said = run("plan", "--exam-date", SOON.isoformat(), "--minutes-per-day", "45").stdout
    assert "Final exam in 17 days · 45 min a day" in said and f"{SOON}" in said
    goal = log.goal()
    assert (goal.exam, goal.minutes, goal.blueprint) == (SOON, 45, "final")
    assert "Final exam in 17 days · 45 min a day" in run().stdout
    assert "기말고사까지 17일 · 하루 45분" in run("--lang", "ko").stdout


def test_what_is_not_named_stays(log):
    run("plan", "--exam-date", SOON.isoformat())
    assert log.goal().minutes == 30
    run("plan", "--minutes-per-day", "60", "--blueprint", "midterm")
    run("plan", "--exam-date", (SOON + timedelta(days=1)).isoformat())
    goal = log.goal()
    assert (goal.exam, goal.minutes, goal.blueprint) == (SOON + timedelta(days=1), 60, "midterm")
    run("plan", "--exam-date", "none")
    assert (log.goal().exam, log.goal().minutes) == (None, 60)
    assert "No exam date · 60 min a day" in run("plan").stdout
    assert len(log.records().goals) == 4


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--exam-date", "12/24"], "Type it so: "),
        (["--exam-date", "tomorrow"], f"Type it so: {TODAY + timedelta(days=1)}"),
        (["--exam-date", "2026-13-40"], "There is no day 2026-13-40."),
        (["--exam-date", "2020-01-01"], "2020-01-01 is over. Was it "),
        (["--exam-date", ""], "The date is empty"),
        (["--minutes-per-day", "4"], "a whole number from 5 to 720"),
        (["--minutes-per-day", "721"], "a whole number from 5 to 720"),
        (["--minutes-per-day", "an hour"], "a whole number from 5 to 720"),
        (["--blueprint", "finale"], "final"),
        (["--exam-day", "2026-12-09"], "Did you mean --exam-date?"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(log, options, says):
    run("plan", "--exam-date", SOON.isoformat())
    assert says in run("plan", *options, code=2).stderr
    assert log.goal().exam == SOON and len(log.records().goals) == 1


def test_an_exam_far_away_is_asked_about_and_kept(log):
    far = date(TODAY.year + 3, 1, 1)
    result = run("plan", "--exam-date", far.isoformat())
    assert "is the year right?" in result.stderr and log.goal().exam == far


def test_an_exam_in_two_years_is_not_far(log):
    year = TODAY.year + 2
    day = (TODAY.month, min(TODAY.day, 28))
    assert not run("plan", "--exam-date", date(year, *day).isoformat()).stderr
    later = date(year, *day) + timedelta(days=4)
    assert "more than two years" in run("plan", "--exam-date", later.isoformat()).stderr


def test_the_exam_may_be_today(log):
    run("plan", "--exam-date", TODAY.isoformat())
    assert log.goal().exam == TODAY and "Final exam today" in run().stdout


def test_a_goal_that_cannot_be_kept_is_no_plan(log):
    log.path.parent.mkdir(exist_ok=True)
    log.path.write_bytes(b"no database at all" * 100)
    result = run("plan", "--exam-date", SOON.isoformat(), code=3)
    assert str(log.path) in result.stderr and "in 17 days" not in result.stdout


def test_the_json_of_plan_and_dashboard():
    form = json.loads(run("plan", "--exam-date", SOON.isoformat(), "--json").stdout)
    assert form["schema"] == 1 and form["goal"]["days_left"] == 17
    assert sum(span["days"] for span in form["days"]) == 17
    form = json.loads(run("--json").stdout)
    assert [area["id"] for area in form["areas"]] == ["basics", "models"]
    assert form["exercises"] == {"done": 0, "all": 0} and form["answers"] == 0
    assert json.loads(run("plan", "--exam-date", "soon", "--json", code=2).stdout)["error"]


def test_a_course_without_blueprints_is_planned_without_a_word(course):
    for path in course.glob("exam-*.yaml"):
        path.unlink()
    result = run("plan", "--exam-date", SOON.isoformat())
    assert "Exam in 17 days" in result.stdout and not result.stderr
    assert "quiz exam" not in run().stdout


def test_a_blueprint_with_a_fault_is_a_line(course):
    run("plan", "--exam-date", SOON.isoformat())
    for path in course.glob("exam-*.yaml"):
        path.write_text("count: many\n", encoding="utf-8")
    result = run()
    assert "exam-final.yaml" in result.stderr and "quiz start" in result.stdout


def test_the_end_of_a_session_counts_the_minutes_of_the_goal():
    run("plan", "--exam-date", SOON.isoformat(), "--minutes-per-day", "5")
    result = CliRunner().invoke(quiz, ["start", "--count", "1"], input="s\n")
    assert "of 5 minutes today." in result.stdout and "Still to come: 1 to repeat" in result.stdout
