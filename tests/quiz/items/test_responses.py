"""Exported logs of strangers: what cannot be is told with its place, and left out."""

import json

import pytest

from quiz.errors import UsageError
from quiz.items import responses
from quiz.items.responses import TOLD, read_class
from tests.quiz.items.course_of_learners import a_class, answered, written


@pytest.fixture
def told():
    return []


def spoiled(tmp_path, told, **changes):
    """A file of two rows, the second of them changed."""
    path = written([answered("a", "q", 1, True), answered("b", "q", 1, True)], tmp_path / "f.jsonl")
    first, second = path.read_text().splitlines()
    path.write_text(f"{first}\n{json.dumps(json.loads(second) | changes)}\n")
    return read_class([path], told.append)


@pytest.mark.parametrize(
    "changes",
    [
        {"score": 7},
        {"score": "1"},
        {"score": None},
        {"score": float("nan")},
        {"score": True},
        {"seconds": -1},
        {"seconds": float("inf")},
        {"seconds": 10**400},
        {"seed": 2**63},
        {"typed": "\ud800"},
        {"mode": 7},
        {"hinted": "yes"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "9999-12-31T23:59:59-14:00"},
        {"at": "2026-11-01T10:00:00"},
        {"chance": []},
        {"turn": "one"},
        {"difficulty": 10**9},
        {"revision": 1.5},
        {"learner": "x" * 9999},
        {"question": ["q"]},
        {"question": "q\u001b[2J"},
        {"says": ["x"] * 1000},
        {"doubt": "rubbish"},
        {"at": "yesterday"},
        {"at": 7},
    ],
    ids=lambda changes: str(changes)[:30],
)
def test_what_cannot_be_is_told_and_left_out(tmp_path, told, changes):
    read = spoiled(tmp_path, told, **changes)
    assert [each.learner for each in read.responses] == ["a"]
    assert read.faulty == 1 and len(told) == 1
    assert str(tmp_path / "f.jsonl") in told[0].fields["path"]


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "7", '"a"', "[" * 100_000, '{"learner": "c"}', "\x00"]
)
def test_lines_that_are_no_rows_do_not_stop_the_others(tmp_path, told, line):
    path = written([answered("a", "q", 1, True)], tmp_path / "f.jsonl")
    text = path.read_text()
    path.write_text(f"{line}\n{text}")
    read = read_class([path], told.append)
    assert len(read.responses) == 1
    assert [fault.fields["line"] for fault in told] == ([1] if line else [])


def test_many_faults_are_counted_not_told(tmp_path, told):
    path = tmp_path / "f.jsonl"
    path.write_text("{}\n" * 500)
    assert read_class([path], told.append).faulty == 500
    assert len(told) == TOLD + 1 and told[-1].fields["count"] == 500 - TOLD


def test_both_forms_say_the_same_and_no_row_counts_twice(tmp_path, told):
    rows = a_class(learners=5)
    lines, table = (written(rows, tmp_path / f"f.{form}") for form in ("jsonl", "csv"))
    one = read_class([lines], told.append).responses
    assert one == read_class([table], told.append).responses
    assert one == read_class([lines, table], told.append).responses
    assert not told


@pytest.mark.parametrize("name", ["none.jsonl", "f.xlsx", "."])
def test_a_file_that_cannot_be_read_is_a_usage_fault(tmp_path, told, name):
    (tmp_path / "f.xlsx").write_text("x")
    with pytest.raises(UsageError):
        read_class([tmp_path / name], told.append)


def test_a_file_of_no_text_is_a_usage_fault(tmp_path, told):
    path = tmp_path / "f.csv"
    path.write_bytes(b"\xff\xfe\x00\x81" * 99)
    with pytest.raises(UsageError):
        read_class([path], told.append)


def test_a_huge_file_is_not_read(tmp_path, told, monkeypatch):
    monkeypatch.setattr(responses, "LARGEST", 100)
    with pytest.raises(UsageError, match="items_too_large"):
        read_class([written(a_class(learners=2), tmp_path / "f.jsonl")], told.append)
