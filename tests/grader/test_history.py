import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import HistoryError
from grader.history import Attempt, History, repeats
from grader.verdict import Outcome
from tests.grader import samples

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def history(tmp_path):
    return History(tmp_path / "data", wait_s=0.05)


def test_an_empty_log_is_no_file(history):
    assert history.attempts() == ()
    assert not history.path.parent.exists()


def test_what_is_kept_comes_back(history):
    history.add(samples.FAILED, "digest", NOW)
    (attempt,) = history.attempts("attention")
    assert attempt.at == NOW and attempt.at.utcoffset() == timedelta(0)
    assert (attempt.slug, attempt.seed, attempt.level) == ("attention", 4187, "strong")
    assert (attempt.points, attempt.max_points) == (3.0, 10.0)
    assert attempt.outcome is Outcome.FAILED and attempt.content == "digest"
    assert [check.outcome for check in attempt.checks][:3] == ["passed", "passed", "failed"]
    assert attempt.mistakes() == {"missing-scale"} and not attempt.passed


def test_times_are_kept_in_utc(history):
    history.add(samples.PASSED, "", NOW.astimezone(timezone(timedelta(hours=9))))
    with sqlite3.connect(history.path) as connection:
        (at,) = connection.execute("SELECT at FROM verdicts").fetchone()
    connection.close()
    assert at == "2026-11-22T03:04:05.000+00:00"


@pytest.mark.parametrize(
    ("name", "passed"),
    [("passed", True), ("bonus_open", True), ("public_only", False), ("broken", False)],
)
def test_passed_means_that_everything_was_run(history, name, passed):
    history.add(samples.ALL[name], "")
    assert history.attempts()[0].passed is passed


def test_a_file_that_did_not_load_is_an_attempt_too(history):
    history.add(samples.SYNTAX, "")
    assert history.attempts()[0].outcome is Outcome.ERROR
    assert not history.attempts()[0].passed


def test_attempts_come_in_order_and_by_exercise(history):
    for i, slug in enumerate(["a", "b", "a"]):
        history.add(replace(samples.PASSED, slug=slug, seed=i), "", NOW)
    assert [attempt.seed for attempt in history.attempts()] == [0, 1, 2]
    assert [attempt.seed for attempt in history.attempts("a")] == [0, 2]


def test_the_log_is_only_ever_added_to(history):
    history.add(samples.PASSED, "")
    connection = sqlite3.connect(history.path)
    for command in ("DELETE FROM verdicts", "UPDATE verdicts SET points = 10"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            connection.execute(command)
    connection.close()


def test_several_writers_at_once(tmp_path):
    def write(seed):
        History(tmp_path, wait_s=20).add(replace(samples.PASSED, seed=seed), "")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    assert {attempt.seed for attempt in History(tmp_path).attempts()} == set(range(20))


def test_a_locked_log(history):
    history.add(samples.PASSED, "")
    other = sqlite3.connect(history.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(HistoryError) as caught:
        history.add(samples.PASSED, "")
    other.close()
    assert caught.value.key == "history_locked"
    assert len(history.attempts()) == 1


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 900]
)
def test_a_damaged_log_is_left_alone(history, content):
    history.path.parent.mkdir()
    history.path.write_bytes(content)
    for call in (lambda: history.add(samples.PASSED, ""), history.attempts):
        with pytest.raises(HistoryError) as caught:
            call()
        assert caught.value.key == "history_damaged"
    assert history.path.read_bytes() == content


def test_a_log_that_was_only_just_made(history):
    history.path.parent.mkdir()
    history.path.touch()  # another process is about to make its tables
    assert history.attempts() == ()
    history.add(samples.PASSED, "")
    assert len(history.attempts()) == 1


def test_damage_in_the_middle(history):
    for _ in range(50):
        history.add(samples.FAILED, "")
    raw = bytearray(history.path.read_bytes())
    raw[4096 : len(raw) - 4096] = b"\xff" * (len(raw) - 8192)
    history.path.write_bytes(raw)
    with pytest.raises(HistoryError) as caught:
        history.attempts()
    assert caught.value.key == "history_damaged"


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_a_history_error_or_an_empty_log(tmp_path_factory, content):
    history = History(tmp_path_factory.mktemp("data"))
    history.path.write_bytes(content)
    try:
        assert history.attempts() == ()
    except HistoryError:
        pass


def test_rows_of_another_hand(history):
    history.add(samples.PASSED, "")
    connection = sqlite3.connect(history.path)
    with connection:
        connection.execute(
            "INSERT INTO verdicts (at, slug, seed, level, points, max_points, outcome, content,"
            " seconds, checks) VALUES ('yesterday', 'a', 1, 'strong', 1, 1, 'won', '', 0, '{')"
        )
    connection.close()
    with pytest.raises(HistoryError, match="history_damaged"):
        history.attempts()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(HistoryError) as caught:
        History(tmp_path / "file" / "data").add(samples.PASSED, "")
    assert caught.value.key == "history_unwritable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_can_still_be_read(history):
    history.add(samples.PASSED, "")
    history.path.parent.chmod(0o500)
    try:
        assert len(history.attempts()) == 1
        with pytest.raises(HistoryError, match="history_unwritable"):
            history.add(samples.PASSED, "")
    finally:
        history.path.parent.chmod(0o700)


def test_a_folder_in_the_place_of_the_log(history):
    history.path.mkdir(parents=True)
    for call in (lambda: history.add(samples.PASSED, ""), history.attempts):
        with pytest.raises(HistoryError):
            call()


def test_a_log_of_a_newer_program_is_left_alone(history):
    history.add(samples.PASSED, "")
    connection = sqlite3.connect(history.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(HistoryError) as caught:
        history.add(samples.PASSED, "")
    assert caught.value.key == "history_newer"


def attempt(mistake: str | None, content: str) -> Attempt:
    checks = (samples.check("x", samples.ROWS, 1, Outcome.FAILED),)
    if mistake:
        checks = (replace(checks[0], diagnosis=replace(samples.SCALE, mistake=mistake)),)
    kept = replace(samples.FAILED, checks=checks)
    history = History(Path(os.environ["HISTORY_TEST_FOLDER"]))
    history.add(kept, content)
    return history.attempts()[-1]


@pytest.mark.parametrize(
    ("earlier", "now", "count"),
    [
        ([], "1", 1),
        ([("a", "1")], "2", 2),
        ([("a", "1")], "1", 1),  # the same text again
        ([("a", "1"), ("a", "2"), ("a", "2")], "3", 3),
        ([("a", "1"), ("b", "2")], "3", 1),  # another failure in between
        ([("a", "1"), (None, "2"), ("a", "3")], "4", 2),
    ],
)
def test_how_often_a_mistake_repeats(earlier, now, count, tmp_path, monkeypatch):
    monkeypatch.setenv("HISTORY_TEST_FOLDER", str(tmp_path))
    attempts = [attempt(mistake, content) for mistake, content in earlier]
    assert repeats(attempts, "a", now) == count
