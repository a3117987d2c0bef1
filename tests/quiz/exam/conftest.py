"""The small course with an exam, for tests that sit one."""

import pytest

from quiz.logbook.log import Log
from tests.quiz.exam.exam_command import blueprint
from tests.quiz.fake_course import settle


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The small course with an exam of one true-false and one choice, and data of its own."""
    folder = settle(tmp_path, monkeypatch)
    blueprint(folder, "truefalse", "choice")
    return folder


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "data")


@pytest.fixture
def nowhere(course, tmp_path, monkeypatch):
    """A data folder that nobody can write, the superuser neither: it is a file."""
    folder = tmp_path / "nowhere"
    folder.touch()
    monkeypatch.setenv("GONGBU_DATA", str(folder))
