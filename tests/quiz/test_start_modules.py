"""What a warm `quiz start` must not import before its first prompt: it has to be there at once."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quiz.logbook.log import Log
from quiz.logbook.records import Goal
from tests.quiz.fake_course import FOLDER

ROOT = Path(__file__).resolve().parents[2]

#: Validation, numbers, algebra, the other engine, templates, and the reader of YAML.
UNWANTED = (
    *("pydantic", "pydantic_core", "numpy", "sympy", "mpmath", "torch", "scipy"),
    *("grader", "yaml", "jinja2", "fsrs", "ziamath", "latex2mathml", "starlette", "uvicorn"),
    *("pytest", "watchfiles", "asyncio", "multiprocessing", "difflib", "ssl", "http"),
    *("quiz.authoring", "quiz.bank.schema", "quiz.bank.reading", "quiz.jsonlines", "web"),
)
PROBE = """
import json, sys, cli
sys.argv = {argv!r}
try:
    cli.quiz()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


def modules(course, data, *argv, typed=""):
    environment = os.environ | {
        "GONGBU_COURSE": str(course),
        "GONGBU_DATA": str(data),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path])),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(argv=["quiz", *argv])],
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert not argv or "1 of " in done.stdout
    return set(json.loads(done.stderr.splitlines()[-1]))


def unwanted(loaded):
    return {
        name for name in loaded for bad in UNWANTED if name == bad or name.startswith(f"{bad}.")
    }


@pytest.fixture
def course(tmp_path):
    (tmp_path / "questions").symlink_to(FOLDER)
    return tmp_path


@pytest.mark.parametrize(
    "kind", ["choice", "choices", "truefalse", "formula", "text", "matching", "ordering", "output"]
)
def test_a_warm_start_is_light(course, tmp_path, kind):
    argv = ("start", "--lang", "en", "--kind", kind)
    cold = modules(course, tmp_path / "data", *argv)
    assert "pydantic" in cold, "the probe sees what is imported"
    assert not unwanted(modules(course, tmp_path / "data", *argv))


def test_the_start_after_a_session_is_light(course, tmp_path):
    """The memory was brought up to the log when the session ended."""
    argv = ("start", "--lang", "en", "--kind", "choice")
    assert "fsrs" in modules(course, tmp_path / "data", *argv, typed="1\n")
    for _ in range(2):
        assert not unwanted(modules(course, tmp_path / "data", *argv))


def test_the_start_after_a_crash_derives_the_memory(course, tmp_path):
    argv = ("start", "--lang", "en", "--kind", "choice")
    modules(course, tmp_path / "data", *argv, typed="1\n")
    (tmp_path / "data/cache/memory.json").unlink()
    assert "fsrs" in modules(course, tmp_path / "data", *argv)
    assert not unwanted(modules(course, tmp_path / "data", *argv))


def test_a_start_towards_an_exam_is_light(course, tmp_path):
    argv = ("start", "--lang", "en", "--kind", "choice")
    today = datetime.now().astimezone()
    Log(tmp_path / "data").add(Goal(today, today.date() + timedelta(days=9), 30))
    modules(course, tmp_path / "data", *argv)
    assert not unwanted(modules(course, tmp_path / "data", *argv))


def test_templates_load_jinja2_and_nothing_else_of_it(course, tmp_path):
    argv = ("start", "--lang", "en", "--kind", "numeric")
    modules(course, tmp_path / "data", *argv)
    heavy = unwanted(modules(course, tmp_path / "data", *argv))
    assert {name.partition(".")[0] for name in heavy} <= {"jinja2", "asyncio", "difflib", "ssl"}


def test_the_dashboard_is_light(course, tmp_path):
    modules(course, tmp_path / "data")
    assert not unwanted(modules(course, tmp_path / "data"))


def test_a_dashboard_with_exercises_reads_their_yaml_and_no_more(course, tmp_path):
    (course / "exercises").symlink_to(ROOT / "exercises")
    (course / "solutions").symlink_to(ROOT / "solutions")
    modules(course, tmp_path / "data")
    heavy = unwanted(modules(course, tmp_path / "data"))
    assert {name.partition(".")[0] for name in heavy} <= {"grader", "yaml", "difflib"}
