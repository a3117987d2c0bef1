import os
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import UsageError
from grader.workspace import Workspace

EXERCISE = """
title: {{ko: 하나, en: one}}
topics: [t]
backend: numpy
functions: [f]
points: 1
source: {{note: n}}
hints: [{{ko: 힌트, en: hint}}]
{more}
"""


@pytest.fixture
def course(tmp_path):
    for slug, files in (("one", ["one.py"]), ("two", ["main.py", "part.py"])):
        folder = tmp_path / "course" / "exercises" / slug
        folder.mkdir(parents=True)
        more = f"files: [{', '.join(files)}]"
        (folder / "exercise.yaml").write_text(EXERCISE.format(more=more), encoding="utf-8")
        (folder / "statement.ko.md").write_text("# 과제\n", encoding="utf-8")
        (folder / "statement.en.md").write_text("# Task\n", encoding="utf-8")
        for name in files:
            (folder / name).write_text(f"# stub of {name}\n", encoding="utf-8")
    return Course(tmp_path / "course")


@pytest.fixture
def one(course):
    return course.exercise("one")


@pytest.fixture
def two(course):
    return course.exercise("two")


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "practice")


def test_start_makes_stub_and_statement(workspace, one):
    made = workspace.start(one, "ko")
    assert made.new and made.path == workspace.folder / "one.py"
    assert made.path.read_text() == "# stub of one.py\n"
    assert made.statement == workspace.folder / "one.md"
    assert made.statement.read_text(encoding="utf-8") == "# 과제\n"


def test_start_never_overwrites(workspace, one):
    workspace.start(one, "en").path.write_text("mine")
    again = workspace.start(one, "en")
    assert not again.new and again.path.read_text() == "mine"


def test_start_leaves_even_an_empty_file_and_a_dangling_link(workspace, one):
    workspace.folder.mkdir()
    link = workspace.folder / "one.py"
    link.symlink_to("nowhere")
    assert not workspace.start(one, "en").new
    assert link.is_symlink()


def test_start_leaves_a_notebook_alone(workspace, one):
    workspace.folder.mkdir()
    (workspace.folder / "one.ipynb").write_text("{}")
    made = workspace.start(one, "en")
    assert not made.new and made.path.suffix == ".ipynb"
    assert not (workspace.folder / "one.py").exists()


def test_the_statement_follows_the_language(workspace, one):
    workspace.start(one, "ko")
    assert workspace.start(one, "en").statement.read_text() == "# Task\n"


def test_an_edited_statement_is_kept(workspace, one):
    made = workspace.start(one, "en")
    made.statement.write_text("# Task\nmy notes")
    again = workspace.start(one, "ko")
    assert again.kept_notes and again.statement.read_text() == "# Task\nmy notes"


def test_reset_keeps_every_old_file(workspace, one):
    path = workspace.start(one, "en").path
    for n in (1, 2, 3):
        path.write_text(f"version {n}")
        (kept,) = workspace.reset(one)
        assert kept.name == f"one.{n}.py" and kept.read_text() == f"version {n}"
        assert path.read_text() == "# stub of one.py\n"
    assert (workspace.folder / "one.1.py").read_text() == "version 1"


def test_reset_of_nothing(workspace, one):
    with pytest.raises(UsageError) as caught:
        workspace.reset(one)
    assert caught.value.key == "not_started"


def test_reset_starts_the_hints_over(workspace, one):
    workspace.start(one, "en")
    workspace.count_hint("one")
    workspace.reset(one)
    assert workspace.hints_shown("one") == 0


def test_several_files_keep_to_a_folder(workspace, two):
    made = workspace.start(two, "en")
    assert made.path == workspace.folder / "two" / "main.py"
    assert (workspace.folder / "two" / "part.py").exists()
    made.path.write_text("mine")
    assert [kept.name for kept in workspace.reset(two)] == ["main.1.py", "part.1.py"]


def test_hints_are_counted_even_before_start(workspace):
    assert workspace.hints_shown("one") == 0
    workspace.count_hint("one")
    workspace.count_hint("one")
    workspace.count_hint("two")
    assert (workspace.hints_shown("one"), workspace.hints_shown("two")) == (2, 1)


@pytest.mark.parametrize("notes", ["", "[]", '{"hints": 3}', '{"hints": {"one": "x"}}', "\0"])
def test_lost_hint_progress_is_no_error(workspace, notes):
    workspace.folder.mkdir()
    (workspace.folder / ".gongbu.json").write_text(notes)
    assert workspace.hints_shown("one") == 0
    workspace.count_hint("one")
    assert workspace.hints_shown("one") == 1


def test_started_names_what_there_is(workspace, course):
    assert workspace.started(course) == ()
    workspace.start(course.exercise("two"), "en")
    (workspace.folder / "other.py").write_text("")
    assert workspace.started(course) == ("two",)


def test_the_practice_folder_itself_is_recognised(tmp_path, one, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Workspace.here().start(one, "en")
    monkeypatch.chdir(tmp_path / "practice")
    assert Workspace.here().file(one) == Path("one.py")
    assert not Workspace.here().start(one, "en").new


def test_another_folder_called_practice_is_not(tmp_path, one, monkeypatch):
    (tmp_path / "practice").mkdir()
    monkeypatch.chdir(tmp_path / "practice")
    assert Workspace.here().file(one) == Path("practice/one.py")


def test_a_folder_that_cannot_be_written(tmp_path, one):
    (tmp_path / "practice").write_text("a file")
    with pytest.raises(UsageError) as caught:
        Workspace(tmp_path / "practice").start(one, "en")
    assert caught.value.key == "workspace_unwritable"
    assert str(tmp_path) in caught.value.fields["path"]


def test_nothing_half_written_is_left(workspace, one):
    workspace.start(one, "en")
    workspace.reset(one)
    assert sorted(os.listdir(workspace.folder)) == [".gongbu.json", "one.1.py", "one.md", "one.py"]
