"""How a command speaks of texts and errors, to people and to programs."""

import json
from pathlib import Path

import pytest

from basis.errors import FileError, GongbuError, UsageError
from basis.texts import Texts
from basis.voice import Voice
from grader.errors import ContentError


@pytest.fixture
def voice(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    return Voice(Texts("en", "basis"))


def test_a_paragraph_is_wrapped_and_cannot_steer_the_terminal(voice, capsys):
    voice.say("usage_plain", problem="word " * 20 + "\x1b[2J[bold]\u202e")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and max(map(len, lines)) <= 60
    assert lines[-1].endswith("␛[2J[bold]\N{REPLACEMENT CHARACTER}")


def test_an_error_is_said_with_its_place_in_the_words_of_its_package(voice, capsys):
    voice.warn(FileError("duplicate_key", Path("a" * 70), 3, 5, key="id"))
    voice.warn(ContentError("empty_list", Path("b.yaml"), key="functions"))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"{'a' * 70}:3:5: `id` is here twice",
        "b.yaml:1:1: `functions` is empty",
    ]


def test_on_a_terminal_an_error_breaks_between_words_alone(voice, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes the stream for a terminal
    voice.warn(GongbuError("usage_plain", problem=f"{'word ' * 9}then `grade hint gmm_em` helps"))
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["word " * 9 + "then", "`grade hint gmm_em` helps"]
    path = "/Users/x/Library/Application Support/gongbu/a b c d/e f"
    voice.warn(GongbuError("our_fault_unsaved", type="KeyError", text=path))
    assert any(path in line for line in capsys.readouterr().err.splitlines())


def test_failing_in_words(voice, capsys):
    advice = GongbuError("usage_help", program="quiz")
    assert voice.fail(UsageError("usage_extra", words="x"), advice) == 2
    assert capsys.readouterr().err.splitlines() == [
        "This command does not take `x`.",
        "`quiz --help` shows what there is.",
    ]


def test_failing_as_json(capsys):
    voice = Voice(Texts("ko", "basis"), as_json=True)
    error = GongbuError("our_fault", type="KeyError", path=Path("f"), ratio=float("nan"))
    assert voice.fail(error, GongbuError("usage_help", program="quiz")) == 3
    out, err = capsys.readouterr()
    form = json.loads(out)
    assert err == "" and form["schema"] == 1
    assert form["error"]["key"] == "our_fault" and form["error"]["exit_code"] == 3
    assert form["error"]["fields"] == {"type": "KeyError", "path": "f", "ratio": "nan"}
    assert (
        "KeyError" in form["error"]["message"]["ko"]
        and "our side" in form["error"]["message"]["en"]
    )
