"""The review log: what was kept comes back, from several programs and after a kill."""

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from quiz.errors import LogError
from quiz.logbook.log import Log
from quiz.logbook.records import Flag, Step
from quiz.logbook.tables import LAYOUT
from tests.quiz.fake_kind import START, at, review

FLAG = Flag(START, "s", 2, "two", 1, 7, "contested", "0.2는 맞는 답입니다")


def test_what_is_kept_comes_back(tmp_path):
    log = Log(tmp_path / "new" / "folder")
    reviews = [
        review(typed="쿨백; 'x' \n\t√", says=("a", "b"), betrayed=("t.2",), hinted=True),
        review("two", turn=2, outcome="broken", score=None, seed=2**62, at=at(0.000001)),
    ]
    for kept in (*reviews, FLAG):
        log.add(kept)
    assert log.flags() == (FLAG,)
    assert log.reviews() == (reviews[0], replace(reviews[1], doubted=True))


def test_the_reviews_of_some_days_and_the_steps_are_read_alone(tmp_path):
    log = Log(tmp_path)
    days = [replace(review(turn=n), at=START + timedelta(days=n)) for n in range(5)]
    log.add(*days[::-1], replace(FLAG, turn=3), Step(START, "e", "seen", 3))
    found = log.reviews(days[2].at.date())
    assert [(each.turn, each.doubted) for each in found] == [(4, False), (3, True), (2, False)]
    assert log.steps() == (Step(START, "e", "seen", 3),)
    log.path.write_bytes(b"no database at all, " * 100)
    assert len(log.reviews(days[2].at.date())) >= 3 and len(log.steps()) == 1


def test_a_flag_that_comes_first_doubts_the_review_too(tmp_path):
    log = Log(tmp_path)
    log.add(replace(FLAG, turn=1))
    log.add(review())
    assert [kept.doubted for kept in log.reviews()] == [True]
    assert not log.reviews()[0].counts


def test_an_empty_log_is_no_fault(tmp_path):
    assert Log(tmp_path / "nowhere").reviews() == ()
    (tmp_path / "reviews.sqlite3").touch()
    assert Log(tmp_path).reviews() == Log(tmp_path).flags() == ()


def test_only_marks_and_skips_count():
    assert review().counts and review(outcome="skipped", score=0.0).counts
    assert not any(review(outcome=outcome, score=None).counts for outcome in ("broken", "open"))
    assert [review(score=score).passed for score in (0.59, 0.6, None)] == [False, True, False]


def test_what_cannot_be_read_is_left_alone(tmp_path):
    path = tmp_path / "reviews.sqlite3"
    path.write_bytes(b"no database at all, " * 100)
    with pytest.raises(LogError, match="log_damaged"):
        Log(tmp_path).reviews()
    Log(tmp_path).add(review())  # into the twin (test_log_twin.py)
    assert path.read_bytes() == b"no database at all, " * 100


def test_a_log_of_a_later_version_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "reviews.sqlite3") as connection:
        connection.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    with pytest.raises(LogError, match="log_newer"):
        Log(tmp_path).add(review())


def test_damaged_rows_are_said(tmp_path):
    log = Log(tmp_path)
    log.add(review())
    with sqlite3.connect(log.path) as connection:
        connection.execute("UPDATE reviews SET at = 'yesterday'")
    told = []
    assert Log(tmp_path, warn=told.append).reviews() == (review(),)  # as its twin has it
    assert [fault.key for fault in told] == ["log_damaged"]
    log.twin.path.unlink()
    with pytest.raises(LogError, match="log_damaged"):
        log.reviews()


def test_a_locked_log_is_said(tmp_path):
    log = Log(tmp_path, wait_s=0.01)
    log.add(review())
    holder = sqlite3.connect(log.path)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(LogError, match="log_locked"):
        log.add(review(turn=2))
    holder.close()
    assert len(log.reviews()) == 1


def test_an_unwritable_folder_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LogError, match="log_no_folder"):
        Log(tmp_path / "file" / "folder").add(review())
    (tmp_path / "reviews.sqlite3").mkdir()
    with pytest.raises(LogError, match="log_unwritable"):
        Log(tmp_path).add(review())


_WRITER = """
import sys
from pathlib import Path
from quiz.logbook.log import Log
from tests.quiz.fake_kind import review
log = Log(Path(sys.argv[1]), wait_s=20)
for turn in range(int(sys.argv[3])):
    log.add(review(session=sys.argv[2], turn=turn))
    print(turn, flush=True)
"""


def _writer(folder, session, count):
    command = [sys.executable, "-c", _WRITER, str(folder), session, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment())


def _environment():
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def test_programs_side_by_side_lose_nothing(tmp_path):
    writers = [_writer(tmp_path, session, 20) for session in "abc"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    for writer in writers:
        writer.stdout.close()
    kept = [(kept.session, kept.turn) for kept in Log(tmp_path).reviews()]
    assert sorted(kept) == [(session, turn) for session in "abc" for turn in range(20)]


def test_what_was_kept_survives_a_kill(tmp_path):
    with _writer(tmp_path, "s", 10_000) as writer:
        said = [int(writer.stdout.readline()) for _ in range(5)]
        writer.send_signal(signal.SIGKILL)
        said += [int(line) for line in writer.stdout]
    kept = [kept.turn for kept in Log(tmp_path).reviews()]
    assert kept[: len(said)] == said
