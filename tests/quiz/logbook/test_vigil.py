"""What is said of the log on starting."""

from datetime import timedelta, timezone

import pytest

from quiz.logbook.log import Log
from quiz.logbook.vigil import PATIENCE, open_log
from tests.quiz.fake_kind import START, at, review
from tests.quiz.logbook.test_log_twin import lose_row

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path))
    return Log()


def said(now):
    errors = []
    open_log(errors.append, now)
    return errors


def test_nothing_is_said_of_nothing(log):
    assert said(START) == [] and not log.path.exists()


def test_a_clock_that_was_set_back_is_said(log):
    log.add(review())
    (error,) = said(START - PATIENCE - HOUR)
    assert error.key == "log_clock"
    assert error.fields == {"latest": "2026-11-22 09:00", "now": "2026-11-21 06:00"}


def test_zones_and_the_future_are_no_fault(log):
    seoul = timezone(timedelta(hours=9))
    log.add(review(at=START.astimezone(seoul)))
    for hours in (-26, -9, 0, 9, 10_000):
        assert said(START + hours * HOUR) == []


def test_only_what_was_kept_last_counts(log):
    log.add(review(at=START + 1000 * HOUR))
    assert [error.key for error in said(START)] == ["log_clock"]
    log.add(review(turn=2, at=START))  # the clock is right again
    assert said(START) == []


def test_a_log_behind_its_twin_is_said(log):
    log.add(review(turn=1))
    log.add(review(turn=2, at=at(1)))
    lose_row(log)
    assert [error.key for error in said(START)] == ["log_behind"]


def test_a_log_that_cannot_be_read_is_left_to_who_reads_it(log):
    log.path.write_bytes(b"no database, " * 100)
    assert said(START) == []
