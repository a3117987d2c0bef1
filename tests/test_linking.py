"""What quiz and `grade` tell each other: on a course with both, as a learner uses it."""

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from basis.texts import LANGUAGES, Text
from commands import linking
from commands.grading import grade
from commands.linking import exercise_notes, quiz_notes, tell_quiz
from grader import judging
from grader.course import Course
from grader.details import Coaching
from grader.judging import Judging
from grader.sitting import Graded, Target
from grader.verdict import (
    CheckResult,
    Diagnosis,
    Isolation,
    Level,
    Outcome,
    Verdict,
)
from grader.voice import Voice
from quiz.logbook.log import Log
from tests.quiz.fake_course import FOLDER
from tests.quiz.fake_kind import review
from tests.test_cli import FILES, PROBE, RIGHT, WRONG, environment

#: The course of test_cli, on a topic of the course of the quiz's tests.
LINKED = {
    name: text.replace("topics: [t]", "topics: [vectors]").replace("[t.1]", "[vectors.1]")
    for name, text in FILES.items()
}
FORWARD = "1 question on Vectors is now first in your quiz."


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with exercises and questions, and a learner with a folder and data of their own."""
    root = tmp_path / "course"
    for name, text in LINKED.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(FOLDER, root / "questions")
    (tmp_path / "home/practice").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("GONGBU_COURSE", str(root))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GONGBU_LANG", "en")
    monkeypatch.delenv("COLUMNS", raising=False)
    return root


def run(*args):
    result = CliRunner().invoke(grade, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(text, path="practice/twice.py"):
    Path(path).write_text(text, encoding="utf-8")


def verdict(*concepts, mistake="squares"):
    """A failed verdict; a mistake without concepts if none are given."""
    says = Text("제곱했습니다.", "squared.")
    check = CheckResult(
        name="by_hand",
        title=says,
        public=True,
        outcome=Outcome.FAILED,
        points=0,
        max_points=1,
        diagnosis=Diagnosis(mistake, says, None, concepts) if mistake else None,
    )
    isolation = Isolation(Level.STRONG)
    return Verdict("twice", says, Outcome.FAILED, 0, 4, 0.1, 7, isolation, (check, check))


def slips():
    return [(slip.exercise, slip.mistake, slip.concepts) for slip in Log().records().slips]


# --- a mistake reaches the quiz ----------------------------------------------------------------


def test_a_mistake_is_kept_once_a_day_and_its_questions_come_first(course):
    write(WRONG)
    first = run("twice")
    assert first.exit_code == 1 and first.stdout.rstrip().endswith(FORWARD)
    assert FORWARD in run("twice").stdout
    assert slips() == [("twice", "squares", ("vectors.1",))]
    write(RIGHT)
    assert "quiz" not in run("twice").stdout


def test_what_somebody_else_handed_in_is_not_the_learners(course):
    write(WRONG, "other.py")
    assert "0 of 4" in run("twice", "--submission", "other.py").stdout
    assert not (course.parent / "data/reviews.sqlite3").exists()


def test_json_says_nothing_of_it_but_keeps_it(course, capsys):
    tell_quiz(Voice("en", as_json=True), verdict("vectors.1"))
    assert slips() == [("twice", "squares", ("vectors.1",))]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("concepts", "says"),
    [
        (("vectors.1",), FORWARD),
        (("vectors.1", "divergence.1"), "2 questions on Divergence · Vectors are now first"),
        (("gone.1",), ""),
    ],
)
def test_it_is_said_if_there_are_questions(course, capsys, concepts, says):
    tell_quiz(Voice("en"), verdict(*concepts))
    out, err = capsys.readouterr()
    assert (says in out if says else not out) and not err
    assert [slip[2] for slip in slips()] == [concepts]


def test_it_is_not_said_once_they_were_answered(course, capsys):
    tell_quiz(Voice("en"), verdict("vectors.1"))
    Log().add(review(concepts=("vectors.1",)))
    capsys.readouterr()
    tell_quiz(Voice("en"), verdict("vectors.1"))
    assert capsys.readouterr().out == "" and len(slips()) == 1


@pytest.mark.parametrize("mistake", ["", "squares"])
def test_a_failure_that_betrays_no_concept_touches_nothing(course, capsys, mistake):
    tell_quiz(Voice("en"), verdict(mistake=mistake))
    assert capsys.readouterr() == ("", "") and not (course.parent / "data").exists()


def test_a_course_without_questions_has_no_quiz_to_tell(course, capsys):
    shutil.rmtree(course / "questions")
    tell_quiz(Voice("en"), verdict("vectors.1"))
    assert capsys.readouterr() == ("", "") and not (course.parent / "data").exists()
    assert quiz_notes({"twice": ["vectors"]}, "en") == {}


def spoil_syllabus(course):
    (course / "questions/syllabus.yaml").write_text("- id: [", encoding="utf-8")


def spoil_log(course):
    (course.parent / "data").mkdir()
    (course.parent / "data/reviews.sqlite3").write_bytes(b"no database at all, " * 100)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_goes_wrong_is_one_line(course, capsys, lang):
    spoil_syllabus(course)
    tell_quiz(Voice(lang), verdict("vectors.1"))
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "yaml:" in err
    assert ("could not be told" if lang == "en" else "알리지 못했습니다") in err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_damaged_log_is_told_through_its_twin(course, capsys, lang):
    spoil_log(course)
    tell_quiz(Voice(lang), verdict("vectors.1"))
    out, err = capsys.readouterr()
    assert out and err.count("\n") == 1
    assert ("damaged" if lang == "en" else "손상") in err


def test_a_fault_of_the_quiz_costs_nobody_their_verdict(course, capsys, monkeypatch):
    def fail(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(linking, "_kept", fail)
    tell_quiz(Voice("en"), verdict("vectors.1"))
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert list((course.parent / "data/faults").iterdir())


class FakeSitting:
    """Finds the same mistake whatever is judged."""

    def grade(self, target, seed, on_checks=None):
        return Graded(verdict("vectors.1"), Coaching("twice"), "digest")

    def keep(self, graded):
        pass


def test_every_verdict_goes_onward_but_while_watching(course, monkeypatch):
    write(WRONG)
    told = []
    target = Target(Course.find().exercise("twice"), Path("practice/twice.py"))
    faces = Judging(Voice("en"), FakeSitting(), 7, told.append)
    assert faces.once([target, target]) == 1 and len(told) == 2
    monkeypatch.setattr(judging, "Saves", lambda files: iter([*files, *files]))
    assert faces.at_every_save([target]) == 0 and len(told) == 2


def test_a_verdict_without_mistakes_does_not_load_the_quiz(course):
    write(RIGHT)
    code = PROBE.format(argv=["grade", "twice"], program="grade", unwanted={"quiz", "pydantic"})
    subprocess.run([sys.executable, "-c", code], check=True, env=environment(), capture_output=True)


# --- an exercise reaches the quiz --------------------------------------------------------------


def test_what_the_quiz_is_told_of_the_exercises(course):
    write(RIGHT)
    assert run("twice").exit_code == 0
    thrice, twice = exercise_notes()
    assert (twice.slug, twice.topics, twice.concepts) == ("twice", ("vectors",), {"vectors.1"})
    assert (twice.title.en, twice.difficulty, twice.points) == ("doubling", 3, 4.0)
    assert twice.passed and twice.started
    assert not (thrice.passed or thrice.started or thrice.concepts)


def test_an_exercise_is_started_by_its_file_and_stays_so_in_another_folder(
    course, tmp_path, monkeypatch
):
    assert not any(note.started for note in exercise_notes())
    run("start", "thrice")
    write(WRONG)
    assert [note.started for note in exercise_notes()] == [True, True]
    run("twice")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    found = {note.slug: (note.started, note.passed) for note in exercise_notes()}
    assert found == {"thrice": (False, False), "twice": (True, False)}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("exercises/twice/exercise.yaml", "title: ["),
        ("exercises/twice/exercise.yaml", "points: many"),
        ("solutions/twice/wrong.yaml", "squares: 1"),
    ],
)
def test_an_exercise_that_cannot_be_read_is_left_out(course, file, text):
    (course / file).write_text(text, encoding="utf-8")
    assert [note.slug for note in exercise_notes()] == ["thrice"]


def test_no_history_and_no_exercises_are_no_fault(course):
    (course.parent / "data").mkdir()
    (course.parent / "data/verdicts.sqlite3").write_bytes(b"damaged" * 200)
    assert [note.passed for note in exercise_notes()] == [False, False]
    shutil.rmtree(course / "exercises")
    assert exercise_notes() == ()


# --- `grade list` ------------------------------------------------------------------------------


def test_the_list_says_how_the_quiz_stands(course):
    assert "not started · quiz: 0 of 2 known" in run("list").stdout
    now = datetime.now().astimezone()
    Log().add(review("print-a-sum", concepts=("vectors.1",), at=now))
    assert "quiz: 1 of 2 known" in run("list").stdout
    tell_quiz(Voice("en"), verdict("vectors.1"))
    assert "quiz: 0 of 2 known" in run("list").stdout
    assert "퀴즈: 개념 2개 중 0개" in run("list", "--lang", "ko").stdout


@pytest.mark.parametrize("spoil", [spoil_syllabus, spoil_log])
def test_the_list_does_without_a_quiz_that_cannot_be_read(course, spoil):
    spoil(course)
    listed = run("list")
    assert listed.exit_code == 0 and "not started" in listed.stdout
    assert "quiz" not in listed.stdout


def test_in_a_narrow_terminal_it_has_a_line_of_its_own(course, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    write(WRONG)
    assert json.loads(run("twice", "--json").stdout)["exercises"]
    lines = run("list").stdout.splitlines()
    (place,) = [i for i, line in enumerate(lines) if "0 / 4" in line]
    assert lines[place + 1].strip() == "quiz: 0 of 2 known"
    assert all(len(line) <= 40 for line in lines[:-1])
