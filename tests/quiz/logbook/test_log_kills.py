"""Programs that are killed at random instants: what was acknowledged is never lost.

CI kills 50 times, `make soak` 500 times (GONGBU_KILLS).
"""

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from quiz.logbook.lines import record_in
from quiz.logbook.log import Log
from quiz.logbook.mending import mend
from tests.quiz.fake_course import FOLDER
from tests.quiz.fake_kind import at, review

ROOT = Path(__file__).resolve().parents[3]
KILLS = int(os.environ.get("GONGBU_KILLS", "50"))
NOW = datetime(2026, 11, 30)

#: Adds records for ever, several at once now and then, and says which are kept.
ADDS = """
import sys
from pathlib import Path
from quiz.logbook.log import Log
from tests.quiz.fake_kind import review
log = Log(Path(sys.argv[1]), wait_s=30)
print("ready", flush=True)
for turn in range(10**6):
    turns = range(turn * 10, turn * 10 + 1 + turn % 3)
    log.add(*(review(session=sys.argv[2], turn=turn, typed="답" * (turn % 700)) for turn in turns))
    for turn in turns:
        print(turn, flush=True)
"""
MENDS = """
import sys
from datetime import datetime
from pathlib import Path
from quiz.logbook.log import Log
from quiz.logbook.mending import mend
print("ready", flush=True)
mend(Log(Path(sys.argv[1])), datetime(2026, 11, 30))
"""


def environment(**more):
    path = os.pathsep.join(filter(None, [str(ROOT), *sys.path]))
    return os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"} | more


def killed(script, *words, after_s):
    """Run a program, kill it so long after it is ready, and give the lines that it said."""
    command = [sys.executable, "-c", script, *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as program:
        assert program.stdout.readline() == "ready\n"
        time.sleep(after_s)
        program.kill()
        # A number that was cut off was not acknowledged.
        return [line[:-1] for line in program.stdout if line.endswith("\n")]


def in_database(log):
    return {(kept.session, kept.turn) for kept in log.reviews()}


def in_twin(log):
    records = [record_in(line) for line in log.twin.lines() if line is not None]
    return {(record.session, record.turn) for record in records}


@pytest.mark.slow
def test_what_was_acknowledged_survives_kills(tmp_path):
    chance, log, acknowledged = random.Random(), Log(tmp_path / "log"), set()
    for run in range(KILLS):
        after_s = chance.uniform(0, 0.06 if acknowledged else 5)
        said = killed(ADDS, log.path.parent, run, after_s=after_s)
        acknowledged |= {(str(run), int(turn)) for turn in said}
        # One and the same log all the time: each writer finds what a killed one left behind.
        assert acknowledged <= in_database(log)
        assert acknowledged <= in_twin(log)
    assert acknowledged
    log.add(review(session="last"))
    everything = in_database(log)
    assert everything == in_twin(log) and not log.behind()
    for path in log.path.parent.glob("reviews.sqlite3*"):
        path.unlink()
    assert mend(log, NOW).twin == len(everything)
    assert in_database(log) == everything


@pytest.mark.slow
def test_kills_while_an_older_log_is_brought_up(tmp_path):
    chance = random.Random()
    old = Log(tmp_path / "old")
    old.add(*(review(session="old", turn=turn, typed="x" * 900) for turn in range(300)))
    with sqlite3.connect(old.path) as connection:
        for table in ("slips", "goals", "steps"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    for run in range(max(1, KILLS // 5)):
        log = Log(tmp_path / str(run))
        log.path.parent.mkdir()
        shutil.copy(old.path, log.path)
        said = killed(ADDS, log.path.parent, "new", after_s=chance.uniform(0, 0.03))
        kept = {("old", turn) for turn in range(300)} | {("new", int(turn)) for turn in said}
        assert kept <= in_database(log)
        log.add(review(session="last"))
        assert in_database(log) == in_twin(log)


@pytest.mark.slow
def test_kills_while_a_damaged_log_is_repaired(tmp_path):
    chance = random.Random()
    whole = Log(tmp_path / "whole")
    whole.add(*(review(turn=turn, at=at(turn), typed="x" * 900) for turn in range(300)))
    lines = whole.twin.path.read_bytes().splitlines(keepends=True)
    for run in range(max(1, KILLS // 5)):
        log = Log(tmp_path / str(run))
        log.path.parent.mkdir()
        # Neither of them holds everything.
        log.path.write_bytes(bytes(100) + whole.path.read_bytes()[100:-4096])
        log.twin.path.write_bytes(b"".join(lines[100:]))
        killed(MENDS, log.path.parent, after_s=chance.uniform(0, 0.12))
        mend(log, NOW)
        assert len(in_database(log)) == 300 and in_database(log) == in_twin(log)
        assert mend(log, NOW).whole


# --- `quiz start` itself -------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course").mkdir()
    (tmp_path / "course/questions").symlink_to(FOLDER)
    return environment(GONGBU_COURSE=str(tmp_path / "course"), GONGBU_DATA=str(tmp_path / "data"))


def quiz(env, *words):
    command = [sys.executable, "-c", "import cli; cli.quiz()", *words, "--lang", "en"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(command, **pipes, text=True, env=env)


def test_kills_of_a_session_lose_no_answer_that_was_marked(course, tmp_path):
    chance, log, marked = random.Random(), Log(tmp_path / "data"), 0
    for _ in range(max(3, KILLS // 12)):
        with quiz(course, "start", "--json", "--count", "200") as program:
            with contextlib.suppress(BrokenPipeError):
                program.stdin.write("s\n" * 400)
                program.stdin.flush()
            program.stdout.readline()  # the first prompt
            time.sleep(chance.uniform(0, 0.2 if marked else 5))
            program.kill()
            said = [line for line in program.stdout if line.endswith("\n")]
            with contextlib.suppress(BrokenPipeError):
                program.stdin.close()
        marked += sum(json.loads(line)["type"] == "mark" for line in said)
        assert len(log.reviews()) >= marked
    assert marked
    log.add(review(session="last"))
    assert in_database(log) == in_twin(log)


def test_two_terminals_at_once_keep_all_answers(course, tmp_path):
    programs = [quiz(course, "start", "--count", "14", "--seed", str(seed)) for seed in range(3)]
    for program in programs:
        out, err = program.communicate("s\n" * 60, timeout=1200)
        assert program.returncode == 0 and not err, err
        assert "Left" not in out
    log = Log(tmp_path / "data")
    assert len(log.reviews()) == len(in_database(log)) == len(list(log.twin.lines())) > 40
    assert len({kept.session for kept in log.reviews()}) == 3
    assert in_database(log) == in_twin(log) and not log.behind()
