"""Finding the lines of a note on a learner's disk."""

from pathlib import Path

import pytest

from quiz.notes import MOST_LINES, notes_folder, passage
from quiz.question import Source


@pytest.fixture
def folder(tmp_path):
    lines = [f"줄 {number}" for number in range(1, 101)]
    lines[11] = "  "
    (tmp_path / "001_abc.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "0012.txt").write_text("another note")
    (tmp_path / "002.md").mkdir()
    (tmp_path / "003.txt").write_bytes(b"\xff\xfe\x00 bytes\n")
    return tmp_path


def numbers(found):
    return [number for number, _ in found.lines]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("85-87", [85, 86, 87]),
        ("23", [23]),
        ("11-13, 30", [11, 13, 30]),  # blank lines say nothing
        ("99-400", [99, 100]),
        ("0-2", [1, 2]),
    ],
)
def test_the_lines_that_are_named(folder, lines, expected):
    found = passage(Source(note="001", lines=lines), folder)
    assert numbers(found) == expected and found.lines[0][1] == f"줄 {expected[0]}"
    assert found.path.name == "001_abc.txt" and found.more == 0


def test_a_long_passage_is_cut(folder):
    found = passage(Source(note="001", lines="1-60"), folder)
    assert len(found.lines) == MOST_LINES and found.more == 59 - MOST_LINES


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("", "1"),
        ("001", ""),
        ("001", "200-300"),
        ("001", "7-3"),
        ("002", "1"),  # a folder
        ("00", "1"),
        ("../001", "1"),
        (".*", "1"),
        ("009", "1"),
    ],
)
def test_what_is_not_there_is_none(folder, note, lines):
    assert passage(Source(note=note, lines=lines), folder) is None


def test_a_note_that_is_no_text_is_shown_as_far_as_it_goes(folder):
    assert numbers(passage(Source(note="003", lines="1"), folder)) == [1]


def test_a_folder_that_is_not_there(tmp_path):
    assert passage(Source(note="001", lines="1"), tmp_path / "nowhere") is None


def test_the_folder_comes_from_the_environment():
    assert notes_folder({}) is None and notes_folder({"GONGBU_NOTES": ""}) is None
    assert notes_folder({"GONGBU_NOTES": "/some/notes"}) == Path("/some/notes")
