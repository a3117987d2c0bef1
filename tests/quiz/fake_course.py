"""The small course of tests/quiz/fake_questions, opened."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from quiz.bank.bank import Bank

FOLDER = Path(__file__).resolve().parent / "fake_questions"


@cache
def bank():
    return Bank.open(FOLDER)


def syllabus():
    return bank().syllabus


def settle(tmp_path, monkeypatch):
    """A copy of the course to be edited, data of its own, and a language that the tests choose.

    Returns:
        the folder of the banks.
    """
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path / "course"))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    # Answers that no log takes are rescued there, by programs that are started, too.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name in ("GONGBU_LANG", "GONGBU_NOTES", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(FOLDER, tmp_path / "course/questions")
    return tmp_path / "course/questions"
