"""The cache of catalogues: it saves reading YAML, and cannot be wrong or in the way."""

import sys

import pytest

from basis import catalogue as module
from basis.catalogue import _write, catalogue


@pytest.fixture
def speak(tmp_path, monkeypatch):
    """What a made-up package says after its file was written, read as a new process reads it."""
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    monkeypatch.syspath_prepend(tmp_path)
    name = f"cached_{tmp_path.name}".replace("-", "_")
    messages = tmp_path / name / "messages"
    messages.mkdir(parents=True)
    (tmp_path / name / "__init__.py").touch()

    def written(text):
        (messages / "en.yaml").write_text(text, encoding="utf-8")
        catalogue.cache_clear()
        return catalogue(name, "en")["one"]

    yield written
    catalogue.cache_clear()
    sys.modules.pop(name, None)


def kept(tmp_path):
    (file,) = [file for file in (tmp_path / "data/cache").iterdir() if "cached" in file.name]
    return file


def test_what_was_read_is_not_parsed_again(speak, tmp_path, monkeypatch):
    assert speak("one: 하나") == "하나"
    assert kept(tmp_path).exists()
    monkeypatch.setattr(module, "read", lambda *_: pytest.fail("read again"))
    assert speak("one: 하나") == "하나"


def test_what_changed_is_read_again(speak):
    assert [speak("one: first"), speak("one: second")] == ["first", "second"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"digest": 1}'])
def test_a_damaged_cache_only_costs_time(speak, tmp_path, damage):
    speak("one: first")
    kept(tmp_path).write_text(damage)
    assert speak("one: first") == "first"


def test_a_folder_that_cannot_be_written_only_costs_time(speak, tmp_path):
    (tmp_path / "data").touch()
    assert speak("one: first") == "first"


def test_a_mistake_is_not_kept(speak, tmp_path):
    with pytest.raises(ValueError, match=r"en\.yaml"):
        speak("one: 1")
    with pytest.raises(ValueError, match=r"en\.yaml"):
        speak("one: 1")


def test_what_the_cache_does_not_take_leaves_nothing_there(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        _write(tmp_path / "texts.json", "{}")
    assert list(tmp_path.iterdir()) == []
