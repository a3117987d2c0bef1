"""`quiz exam` as it is called, and exams of the small course."""

import os
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta

from click.testing import CliRunner

from commands.asking import quiz
from tests.quiz.screen import ROOT

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


def change(log, what, old, new):
    """Edit the steps of a kind, as nobody should."""
    with sqlite3.connect(log.path) as connection:
        sql = "UPDATE steps SET value = replace(value, ?, ?) WHERE what = ?"
        connection.execute(sql, (old, new, what))


def start(*args):
    """A program of its own that reads its answers from a pipe."""
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
    """What a program says up to a line with a text."""
    said = ""
    for line in program.stdout:
        said += line
        if text in line:
            return said
    raise AssertionError(f"ended before {text!r}")
