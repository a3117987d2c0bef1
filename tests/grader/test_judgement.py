"""What a result tells: everything of a public check, sizes and shapes of a hidden one."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from basis.texts import Message, Text
from grader.calling import call_in_words
from grader.checks import CheckFailed, assert_close
from grader.halt import Halt
from grader.judgement import judge
from grader.scene import CheckSpec, Scene
from grader.student import Record
from grader.submission import Submission
from grader.verdict import Frame, Outcome

PUBLIC = CheckSpec("adds", Text("더하기", "adds"), 2.0, True)
HIDDEN = replace(PUBLIC, public=False)
FILE = Submission({"task.py": "def add(a, b):\n    return 0\n"})
NOTEBOOK = Submission({"task.py": "a = 1\nb = 2\nc = 3\n"}, Path("hand_in.ipynb"), (1, 2, 2))


def scene(check, error):
    call = partial(call_in_words, "add", ("a", "b"), (1.25, True))
    return Scene(check, None, 1, 1.0, record=Record(call=partial(call, {})), error=error)


@pytest.fixture
def wrong():
    with pytest.raises(CheckFailed) as caught:
        assert_close(0.0, 1.23456789, what="sum")
    return caught.value


def test_a_public_check_shows_values(wrong):
    result = judge(scene(PUBLIC, wrong), FILE)
    assert result.evidence["expected"] == result.evidence["largest"] == 1.23456789
    assert result.evidence["call"] == "add(1.25, True)"
    assert result.message.fields["expected"] == 1.23456789


def test_a_hidden_check_shows_no_values_not_even_as_the_size_of_an_error(wrong):
    result = judge(scene(HIDDEN, wrong), FILE)
    assert result.evidence["largest"] == 1.2
    assert result.evidence["call"] == "add(float, True)"
    assert "1.23" not in repr(result)
    revealed = judge(scene(replace(HIDDEN, reveal=True), wrong), FILE)
    assert revealed.evidence["expected"] == 1.23456789


def test_frames_that_are_not_in_the_submission_are_made_up():
    frames = (Frame("secret.py", 1, "f"), Frame("task.py", 2, "add"))
    halt = Halt(Outcome.ERROR, Message("raised", {"type": "E", "text": "t"}), frames)
    result = judge(scene(HIDDEN, halt), FILE)
    assert result.frames == (Frame("task.py", 2, "add", "return 0"),)


def test_places_in_a_notebook_are_cell_and_line():
    frames = (Frame("task.py", 1, "f"), Frame("task.py", 3, "g"))
    fields = {"function": "g", "file": "task.py", "line": 3, "limit_s": 1.0}
    halt = Halt(Outcome.TIMEOUT, Message("ended_cpu_in", fields), frames)
    result = judge(scene(PUBLIC, halt), NOTEBOOK)
    assert [(f.file, f.line, f.code) for f in result.frames] == [
        ("hand_in.ipynb[1]", 1, "a = 1"),
        ("hand_in.ipynb[3]", 2, "c = 3"),
    ]
    assert (result.message.fields["file"], result.message.fields["line"]) == ("hand_in.ipynb[3]", 2)
