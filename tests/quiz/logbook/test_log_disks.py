"""Disks that are full or read-only: what was acknowledged is there, the rest can be restored."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from quiz.logbook.log import Log
from tests.quiz.fake_kind import review

# `course` is a fixture: imported as one, and named again by each test that takes it.
from tests.quiz.logbook.test_log_kills import course, environment, in_database, in_twin  # noqa: F401

#: Adds until that is refused, and says how many were kept and why no more were.
FILLS = """
import json, sys
from pathlib import Path
from quiz.errors import LogError
from quiz.logbook.log import Log
from tests.quiz.fake_kind import review
said = []
log, turn = Log(Path(sys.argv[1]), warn=lambda error: said.append(error.key)), 0
try:
    while turn < 100_000:
        log.add(review(session=sys.argv[2], turn=turn, typed="x" * 500))
        turn += 1
except LogError as error:
    said.append(error.key)
print(json.dumps([turn, said]))
"""
LIMITED = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (%d,) * 2)\n"


def filled(folder, session, script=FILLS, before=()):
    command = [*before, sys.executable, "-c", script, str(folder), session]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def kept(folder, session):
    return {turn for name, turn in in_database(Log(folder)) if name == session}


@cache
def namespaces():
    """Whether we can mount disks of our own."""
    if not shutil.which("unshare"):
        return False
    words = ["unshare", "-Urm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


own_disks = pytest.mark.skipif("not namespaces()", reason="no user namespaces to mount a disk in")


def on_small_disk(folder, script, *words, size="400k", env=None, answers=None):
    """Run a shell script whose folder is a small disk; afterwards its content is left in `after`.

    The content is taken over by the script itself, since the disk ends with it.
    """
    mounted = f'mount -t tmpfs -o size={size} none "{folder}" || exit 99\n{script}'
    return subprocess.run(
        ["unshare", "-Urm", "sh", "-c", mounted, "sh", sys.executable, *map(str, words)],
        env=env or environment(),
        input=answers,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_may_not_grow_loses_nothing(tmp_path):
    turns, said = filled(tmp_path, "a", LIMITED % 60_000 + FILLS)
    assert said[-1] == "log_unwritable" and turns > 20
    assert kept(tmp_path, "a") >= set(range(turns))
    more, _ = filled(tmp_path, "b", LIMITED % 120_000 + FILLS)
    log = Log(tmp_path)
    log.add(review(session="last"))
    assert kept(tmp_path, "a") >= set(range(turns)) and kept(tmp_path, "b") >= set(range(more))
    assert in_database(log) <= in_twin(log)


@own_disks
def test_a_full_disk_loses_nothing(tmp_path):
    disk, after = tmp_path / "disk", tmp_path / "after"
    disk.mkdir()
    script = f"""
        "$1" -c "$2" "{disk}" a
        head -c 100000 /dev/zero >> "{disk}/more" 2>/dev/null
        "$1" -c "$2" "{disk}" b
        rm "{disk}/more" 2>/dev/null
        cp -r "{disk}" "{after}"
    """
    done = on_small_disk(disk, script, FILLS)
    assert done.returncode == 0, done.stderr
    (first, said), (second, again) = map(json.loads, done.stdout.splitlines())
    assert said[-1] == again[-1] == "log_unwritable" and first > 20
    assert kept(after, "a") >= set(range(first)) and kept(after, "b") >= set(range(second))
    log = Log(after)
    log.add(review(session="last"))
    assert in_database(log) <= in_twin(log)


def rescued(stderr):
    assert "3 answers could not be kept in the log" in stderr, stderr
    return re.search(r"quiz log restore (\S+\.jsonl)", stderr)[1]


QUIZ = "import cli; cli.quiz()"


def restored(env, file):
    command = [sys.executable, "-c", QUIZ, "log", "restore", file, "--lang", "en"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "3 records added" in done.stdout
    Path(file).unlink()


@own_disks
@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_answers_that_no_disk_takes_are_rescued_and_restored(course, tmp_path, fault):  # noqa: F811
    data = tmp_path / "data"
    data.mkdir()
    if fault == "full":
        prepare = f'dd if=/dev/zero of="{data}/fill" bs=1k 2>/dev/null'
    else:
        prepare = f'mount -o remount,ro "{data}"'
    script = f'{prepare}\n exec "$1" -c "$2" start --lang en'
    env = course | {"TMPDIR": str(tmp_path)}
    done = on_small_disk(data, script, QUIZ, size="8k", env=env, answers="s\ns\n:u why?\n")
    assert done.returncode == 3 and "cannot be written" in done.stderr, done.stderr
    file = rescued(done.stderr)
    assert os.stat(file).st_mode & 0o077 == 0, "answers are nobody else's business"
    restored(course, file)
    log = Log(data)
    assert len(log.reviews()) + len(log.flags()) == 3
    assert len(list(log.twin.lines())) == 3


@own_disks
def test_a_log_on_a_full_disk_can_be_looked_at(course, tmp_path):  # noqa: F811
    log, data = Log(tmp_path / "kept"), tmp_path / "data"
    log.add(review())
    data.mkdir()
    script = f"""
        cp "{log.path.parent}"/* "{data}"
        dd if=/dev/zero of="{data}/fill" bs=1k 2>/dev/null
        "$1" -c "$2" log export - --lang en && "$1" -c "$2" stats --lang en
        "$1" -c "$2" log backup "{data}/b" --lang en || ls "{data}"
    """
    done = on_small_disk(data, script, QUIZ, size="100k", env=course)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["question"] == "one"
    assert (
        "Traceback" not in done.stderr and done.stderr.count("Make room if the disk is full") == 3
    )


@own_disks
def test_a_log_on_a_read_only_disk_can_be_looked_at(course, tmp_path):  # noqa: F811
    log = Log(tmp_path / "data")
    log.add(review())
    before = {path.name: path.read_bytes() for path in log.path.parent.iterdir()}
    script = f"""
        mount --bind "{log.path.parent}" "{log.path.parent}"
        mount -o remount,bind,ro "{log.path.parent}"
        "$1" -c "$2" log export - && "$1" -c "$2" --lang en
    """
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", script, "sh", sys.executable, QUIZ],
        env=course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["question"] == "one"
    assert "cannot be read" not in done.stderr
    assert {path.name: path.read_bytes() for path in log.path.parent.iterdir()} == before
