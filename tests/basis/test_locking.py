"""The lock of a folder: one at a time, and it ends with whoever holds it."""

import subprocess
import sys

import pytest

from basis.locking import held

HOLDER = """
import sys, time
from pathlib import Path
from basis.locking import held
with held(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(600)
"""


def test_one_at_a_time(tmp_path):
    with held(tmp_path / "lock", 0), pytest.raises(TimeoutError), held(tmp_path / "lock", 0.02):
        pass
    with held(tmp_path / "lock", 0):
        pass


def test_a_killed_holder_holds_no_longer(tmp_path):
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{HOLDER}"]
    with subprocess.Popen(
        [*command, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TimeoutError), held(tmp_path / "lock", 0):
            pass
        holder.kill()
        with held(tmp_path / "lock", 30):
            pass


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FileNotFoundError), held(tmp_path / "nowhere/lock", 0):
        pass


def test_who_has_waited_longer_looks_more_often(tmp_path, monkeypatch):
    """Else a program that comes again at once would always be before those who wait."""
    pauses = []
    monkeypatch.setattr("basis.locking.time.monotonic", lambda: sum(pauses))
    monkeypatch.setattr("basis.locking.time.sleep", pauses.append)
    with held(tmp_path / "lock", 0), pytest.raises(TimeoutError), held(tmp_path / "lock", 1):
        pass
    assert pauses == sorted(pauses, reverse=True) and pauses[-1] < pauses[0] / 10
    assert 1 <= sum(pauses) < 1.1
    late = [pause for n, pause in enumerate(pauses) if sum(pauses[:n]) > 1 / 4]
    assert late and set(late) == {pauses[-1]}
