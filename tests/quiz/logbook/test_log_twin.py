"""The twin of the log: it holds what the database holds, whoever wrote it, and more if need be."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from quiz.errors import LogError
from quiz.logbook.lines import record_in
from quiz.logbook.log import Log
from quiz.logbook.records import Flag, Goal, Slip, Step
from quiz.logbook.tables import TABLES
from tests.quiz.fake_kind import START, at, review

MIXED = (
    review(typed="쿨백\n\t√ \u2028 \x00", says=("a", "b"), betrayed=("t.2",), hinted=True),
    Flag(START, "s", 1, "one", 1, 7, "contested", "0.2는 맞는 답입니다"),
    review("two", turn=2, outcome="broken", score=None, seed=2**62, at=at(1)),
    Slip(at(2), "attention", "missing-scale", ("t.1",), after=2),
    Goal(at(3), date(2026, 12, 1), 45),
    Goal(at(4), None, 30, "midterm"),
    Step(at(5), "e", "answer", 3, '{"ticks": []}'),
)


class Said(list):
    """What a log has to say."""

    def __call__(self, error):
        self.append(error.key)


@pytest.fixture
def said():
    return Said()


@pytest.fixture
def log(tmp_path, said):
    return Log(tmp_path / "data", wait_s=0.05, warn=said)


def in_twin(log):
    return [record_in(line) for line in log.twin.lines()]


def lose_row(log):
    """Have the database forget its latest review, as a lost file of changes would."""
    with sqlite3.connect(log.path) as connection:
        connection.execute("DELETE FROM reviews WHERE id = (SELECT max(id) FROM reviews)")
    connection.close()


def test_every_record_has_a_line_with_its_table_and_id(log):
    for record in MIXED:
        log.add(record)
    assert in_twin(log) == list(MIXED)
    lines = list(log.twin.lines())
    assert [(line["table"], line["id"]) for line in lines] == [
        *(("reviews", 1), ("flags", 1), ("reviews", 2), ("slips", 1)),
        *(("goals", 1), ("goals", 2), ("steps", 1)),
    ]
    assert lines[-1]["upto"] == [2, 1, 1, 2, 1] and len(TABLES) == 5
    assert not log.behind()


def test_one_addition_of_several_is_several_lines(log):
    log.add(*MIXED)
    assert in_twin(log) == list(MIXED)


def test_a_slip_that_is_left_out_has_no_line(log):
    log.add(MIXED[3])
    log.add(replace(MIXED[3], at=at(60)))
    assert len(in_twin(log)) == 1


@pytest.mark.parametrize("lost", ["all", "half", "torn", "garbage"])
def test_the_next_writer_brings_up_what_lags(log, lost):
    for record in MIXED:
        log.add(record)
    lines = log.twin.path.read_bytes().splitlines(keepends=True)
    if lost == "all":
        log.twin.path.unlink()
    else:
        end = {"half": b"", "torn": lines[3][:-9], "garbage": b"\x00\xff" * 99_999}[lost]
        kept = [] if lost == "garbage" else lines[:3]
        log.twin.path.write_bytes(b"".join([*kept, end]))
    log.add(review(turn=9))
    found = [record_in(line) for line in log.twin.lines() if line]
    assert set(found) == {*MIXED, review(turn=9)} and len(found) == 8
    assert not log.behind()


def test_a_killed_bringing_up_goes_on_where_it_stopped(log):
    for turn in range(4):
        log.add(review(turn=turn))
    log.twin.path.unlink()
    log.add(review(turn=4))
    lines = log.twin.path.read_bytes().splitlines(keepends=True)
    log.twin.path.write_bytes(b"".join(lines[:2]))
    log.add(review(turn=5))
    assert [record.turn for record in in_twin(log)] == list(range(6))


def test_a_twin_that_cannot_be_written_is_said_once_and_costs_nothing(log, said):
    log.path.parent.mkdir()
    log.twin.path.mkdir()
    log.add(review(turn=1))
    log.add(review(turn=2))
    assert said == ["log_twin_failed"] and len(log.reviews()) == 2
    log.twin.path.rmdir()
    log.add(review(turn=3))
    assert [record.turn for record in in_twin(log)] == [1, 2, 3]


def test_while_the_database_is_damaged_answers_go_into_the_twin(log, said):
    log.add(review(turn=1))
    log.path.write_bytes(b"no database at all, " * 100)
    log.add(review(turn=2))
    log.add(review(turn=3))
    assert said == ["log_damaged"] and log.path.read_bytes().startswith(b"no database")
    assert [record.turn for record in in_twin(log)] == [1, 2, 3]


def test_a_database_that_cannot_be_read_is_read_from_its_twin(log, said, monkeypatch):
    """On a full disk sqlite has no room for what it keeps beside a database that it reads."""
    log.add(*MIXED)
    before, exam = log.records(), log.steps("e")

    def full(*_, **__):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(sqlite3, "connect", full)
    assert log.records() == before and log.steps("e") == exam and log.goal() == before.goal
    assert said == ["log_unreadable"]
    with pytest.raises(LogError, match="log_unwritable"):
        log.add(review(turn=9))
    log.twin.path.unlink()
    with pytest.raises(LogError, match="log_unreadable"):
        log.records()


def test_what_was_said_in_reading_is_not_said_again(log, said):
    log.path.parent.mkdir()
    log.path.write_bytes(b"no database at all, " * 100)
    with pytest.raises(LogError, match="log_damaged"):
        log.reviews()
    log.add(review())
    assert said == []


def test_a_damaged_database_without_a_twin_keeps_nothing(log):
    log.path.parent.mkdir()
    log.path.write_bytes(b"no database at all, " * 100)
    log.twin.path.mkdir()
    with pytest.raises(LogError, match="log_damaged"):
        log.add(review())


@pytest.mark.parametrize("left", ["nothing", "empty"])
def test_a_database_that_is_gone_is_not_begun_anew(log, said, left):
    log.add(review(turn=1))
    log.path.unlink()
    if left == "empty":
        log.path.touch()
    for use in (log.latest, log.behind):
        with pytest.raises(LogError, match="log_gone"):
            use()
    meanwhile = Log(log.path.parent, warn=said)
    assert meanwhile.reviews() == meanwhile.records().reviews == (review(turn=1),)
    meanwhile.add(review(turn=2))
    assert said == ["log_gone"] and [record.turn for record in in_twin(log)] == [1, 2]
    assert not log.path.exists() or not log.path.stat().st_size


def test_a_database_behind_its_twin_stays_to_be_seen(log):
    log.add(review(turn=1))
    log.add(review(turn=2))
    lose_row(log)
    assert log.behind()
    for turn in (3, 4, 5):
        log.add(review(turn=turn))
        assert log.behind()
    assert [record.turn for record in in_twin(log)] == [1, 2, 3, 4, 5]
    assert [kept.turn for kept in log.reviews()] == [1, 3, 4, 5]


def test_a_log_that_another_holds_is_locked(log):
    log.add(review())
    with log.holding(), pytest.raises(LogError, match="log_locked"):
        Log(log.path.parent, wait_s=0.01).add(review(turn=2))


# --- Other versions ------------------------------------------------------------------------------


def of_layout_1(log):
    """Make the log one of the first version, which had fewer tables and no twin."""
    for turn in (1, 2):
        log.add(review(turn=turn))
    with sqlite3.connect(log.path) as connection:
        for table in ("slips", "goals", "steps"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    log.twin.path.unlink()


def layout_of(log):
    with sqlite3.connect(log.path) as connection:
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return layout


def test_an_older_log_is_read_as_it_is_and_brought_up_by_the_first_answer(log):
    of_layout_1(log)
    assert len(log.reviews()) == 2 and log.records().steps == () and log.goal() is None
    assert layout_of(log) == 1 and not log.twin.there and not log.behind()
    log.add(MIXED[4])
    assert layout_of(log) == 2 and log.goal() == MIXED[4]
    assert {record.at for record in in_twin(log)} == {START, at(3)} and len(in_twin(log)) == 3


def test_a_newer_log_is_left_alone(log):
    log.add(review())
    with sqlite3.connect(log.path) as connection:
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    before = log.path.read_bytes(), log.twin.path.read_bytes()
    with pytest.raises(LogError, match="log_newer"):
        log.add(review(turn=2))
    assert (log.path.read_bytes(), log.twin.path.read_bytes()) == before
