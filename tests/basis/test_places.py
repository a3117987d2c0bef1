"""Where the content and the learner's data are."""

from pathlib import Path

import pytest

from basis import places
from basis.errors import UsageError
from basis.fault import save_fault
from basis.places import INSTALLED, cache_folder, content_root, course_folder, data_folder


def test_the_data_and_the_cache(monkeypatch):
    monkeypatch.setenv("GONGBU_DATA", "/somewhere/else")
    assert data_folder() == Path("/somewhere/else")
    assert cache_folder() == Path("/somewhere/else/cache")
    monkeypatch.setenv("GONGBU_DATA", "~/mine")
    assert data_folder() == Path.home() / "mine"
    monkeypatch.delenv("GONGBU_DATA")
    assert data_folder().name == cache_folder().name == "gongbu"
    assert data_folder() != cache_folder()


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A folder that the program seems to be installed in."""
    monkeypatch.delenv("GONGBU_COURSE", raising=False)
    (tmp_path / "program" / "basis").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "program" / "basis" / "places.py"))
    return tmp_path / "program"


def test_content_is_found_in_a_checkout_and_in_a_wheel(program):
    assert content_root("questions") is None
    (program / INSTALLED / "questions").mkdir(parents=True)
    assert content_root("questions") == program / INSTALLED / "questions"
    (program / "questions").mkdir()
    assert content_root("questions") == program / "questions"
    assert content_root("exercises") is None


def test_a_course_that_is_named_goes_before_all_else(program, monkeypatch, tmp_path):
    (program / "questions").mkdir()
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path / "course"))
    assert content_root("questions") is None and course_folder() == tmp_path / "course"
    (tmp_path / "course" / "questions").mkdir(parents=True)
    assert content_root("questions") == tmp_path / "course" / "questions"


def test_this_project_has_content(monkeypatch):
    monkeypatch.delenv("GONGBU_COURSE", raising=False)
    assert (content_root("questions") / "syllabus.yaml").is_file()


def test_a_home_that_nobody_has_is_named(monkeypatch):
    monkeypatch.setenv("HOME", "/somewhere")
    monkeypatch.setenv("GONGBU_DATA", "~no-such-user/mine")
    with pytest.raises(UsageError) as fault:
        data_folder()
    assert (fault.value.key, fault.value.fields) == ("no_home_of", {"user": "no-such-user"})
    assert cache_folder() == places._NOWHERE


@pytest.mark.parametrize("named", ["~/mine", ""])
def test_without_a_home_the_folder_has_to_be_named(monkeypatch, named):
    def unknown(*_):
        raise KeyError("no such user")

    pwd = pytest.importorskip("pwd")
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GONGBU_DATA", named)
    with pytest.raises(UsageError, match="no_home") as fault:
        data_folder()
    assert fault.value.key == "no_home"
    with pytest.raises(OSError):  # a cache that cannot be is no fault
        cache_folder().mkdir(parents=True)
    path = save_fault(ValueError("x"))
    assert path is not None and path.is_absolute()
    path.unlink()
