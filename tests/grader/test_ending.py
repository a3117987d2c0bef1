"""Reasons for the end of a worker, and where it was."""

from __future__ import annotations

import time

import pytest

from grader import clock
from grader.clock import CpuClock, Deadline, Expired
from grader.ending import MAX_FRAMES, Reason, ended_by_status, read_frames
from grader.verdict import Frame


@pytest.mark.parametrize(
    ("status", "reason", "detail"),
    [
        (0, Reason.EXIT, {"code": 0}),
        (3, Reason.EXIT, {"code": 3}),
        (-24, Reason.CPU, {"signal": "SIGXCPU"}),
        (-25, Reason.OUTPUT, {"signal": "SIGXFSZ"}),
        (-31, Reason.FORBIDDEN, {"signal": "SIGSYS"}),
        (-11, Reason.SIGNAL, {"signal": "SIGSEGV"}),
        (-9, Reason.MEMORY, {"signal": "SIGKILL"}),
        (-60, Reason.SIGNAL, {"signal": "signal 60"}),
    ],
)
def test_a_status_has_a_reason(status: int, reason: Reason, detail: dict[str, object]) -> None:
    ended = ended_by_status(status, cpu_s=1.0, cpu_limit_s=20)
    assert (ended.reason, ended.detail) == (reason, detail)


def test_a_kill_at_the_end_of_the_cpu_limit_is_that_limit() -> None:
    assert ended_by_status(-9, cpu_s=20.9, cpu_limit_s=20).reason is Reason.CPU


DUMP = """Fatal Python error: Segmentation fault

Current thread 0x00007f32 (most recent call first):
  File "/usr/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "a.py", line 9 in inner
  File "b.py", line 3 in <module>
  File "a.py", line 2 in \\ud568\\uc218
  File "grader/worker.py", line 100 in _call
"""


def test_frames_of_the_submission_are_read_outermost_first() -> None:
    assert read_frames(DUMP, {"a.py", "b.py"}) == (
        Frame("a.py", 2, "함수"),
        Frame("b.py", 3, "<module>"),
        Frame("a.py", 9, "inner"),
    )
    assert read_frames(DUMP, set()) == ()


def test_odd_dumps_are_harmless() -> None:
    assert read_frames("", {"a.py"}) == ()
    assert read_frames("\x00" * 1000 + '  File "a.py", line x in f\n', {"a.py"}) == ()
    (frame,) = read_frames('  File "a.py", line 1 in \\x1b[2J\n', {"a.py"})
    assert frame.function == "\\x1b[2J"  # left escaped
    many = '  File "a.py", line 1 in f\n' * 500
    assert len(read_frames(many, {"a.py"})) == MAX_FRAMES


# --- the deadline ------------------------------------------------------------------------------


class FakeClocks:
    """Wall, CPU and queue time of a made-up worker."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall = self.cpu = self.queue = 0.0
        monkeypatch.setattr(clock.time, "monotonic", lambda: self.wall)
        monkeypatch.setattr(clock, "_queue_wait", lambda process: self.queue / 2)

    def now(self) -> float:
        return self.cpu

    def deadline(self, cpu_s: float, wall_s: float | None = None) -> Deadline:
        return Deadline(self, 1, cpu_s, self.cpu, wall_s)  # type: ignore[arg-type]

    def spend(self, wall: float, cpu: float = 0.0, queue: float = 0.0) -> None:
        self.wall += wall
        self.cpu += cpu
        self.queue += queue

    def watch(self, deadline: Deadline, wall: float, cpu: float = 0.0, queue: float = 0.0) -> float:
        """Spend it as one does who looks ten times a second; the patience that is left."""
        looks = max(1, round(wall * 10))
        for _ in range(looks):
            self.spend(wall / looks, cpu / looks, queue / looks)
            left = deadline.patience()
        return left


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeClocks:
    return FakeClocks(monkeypatch)


def test_cpu_decides(fake: FakeClocks) -> None:
    deadline = fake.deadline(2)
    assert fake.watch(deadline, wall=1.95, cpu=1.95) <= 0.0501
    with pytest.raises(Expired) as caught:
        fake.watch(deadline, wall=0.1, cpu=0.1)
    assert caught.value.cpu


def test_a_sleeper_dies_soon(fake: FakeClocks) -> None:
    deadline = fake.deadline(0.1)
    assert fake.watch(deadline, 0.95) <= 0.0501
    with pytest.raises(Expired) as caught:
        fake.watch(deadline, 0.1)
    assert not caught.value.cpu


def test_only_watching_counts_time(fake: FakeClocks) -> None:
    deadline = fake.deadline(1)
    fake.spend(wall=0.1)
    assert deadline.idle == deadline.idle == 0
    assert deadline.watch() == pytest.approx(0.1)
    assert deadline.idle == pytest.approx(0.1)


def test_waiting_for_a_processor_is_not_idling(fake: FakeClocks) -> None:
    deadline = fake.deadline(1)
    for _ in range(10):
        fake.watch(deadline, wall=0.9, cpu=0.05, queue=0.85)
    with pytest.raises(Expired):
        fake.watch(deadline, wall=1.1)


def test_a_machine_that_stood_still_is_not_idling(fake: FakeClocks) -> None:
    deadline = fake.deadline(0.1)
    fake.watch(deadline, wall=0.3)
    fake.spend(wall=60)
    deadline.check_wall()
    assert deadline.patience() <= 0.5001
    with pytest.raises(Expired) as caught:
        fake.watch(deadline, wall=0.6)
    assert not caught.value.cpu


def test_there_is_an_end_to_everything(fake: FakeClocks) -> None:
    deadline = fake.deadline(1)
    with pytest.raises(Expired):
        for _ in range(100):
            fake.watch(deadline, wall=1, cpu=0.001, queue=1)
    assert fake.wall < 15
    deadline = fake.deadline(1, wall_s=0.5)
    fake.watch(deadline, 0.4)
    fake.spend(0.2)
    with pytest.raises(Expired):
        deadline.check_wall()


def test_the_cpu_clock_reads_this_process() -> None:
    mine = CpuClock(__import__("os").getpid())
    before, started = mine.now(), time.process_time()
    sum(range(300_000))
    used = time.process_time() - started
    assert mine.now() - before >= used * 0.9
    mine.stop()
    last = mine.now()
    sum(range(100_000))
    assert mine.now() == last


def test_a_process_that_is_gone_keeps_its_last_reading() -> None:
    assert CpuClock(2**22 - 3).now() == 0.0
