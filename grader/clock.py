"""The clock that a worker is judged by, and the deadline of one request.

CPU time is read from outside, on the process CPU clock that the kernel keeps for every process:
nanoseconds, all threads, unmoved by a busy neighbour, and nothing inside the process can alter
it. Wall time only decides when waiting has gone on for too long.
"""

from __future__ import annotations

import os
import time

_WALL_FACTOR = 10.0
_WALL_SLACK_S = 3.0
_LEAST_IDLE_S = 1.0
#: Limits are looked at a little late rather than in a tight loop.
_GRAIN_S = 0.001
#: We look at a request this often; when much more time has passed, it is we who were stopped
#: (the whole machine, or Ctrl-Z), and most likely the worker with us. Of that, a little counts.
_SLICE_S = 0.1
_STALL_S = 0.2
#: A request that takes less needs no account of how busy the machine was.
_QUICK_S = 0.02


class Expired(Exception):
    """A request used up its CPU (`cpu` is True) or its waiting time."""

    def __init__(self, cpu: bool) -> None:
        super().__init__(cpu)
        self.cpu = cpu


def has_cpu_clock() -> bool:
    """Whether another process's CPU time can be read here (Linux)."""
    try:
        time.clock_gettime(_clock_id(os.getpid()))
    except (OSError, AttributeError):
        return False
    return True


def _clock_id(pid: int) -> int:
    """The kernel's name for the CPU clock of all threads of a process."""
    return (~pid << 3) | 2


class CpuClock:
    """CPU seconds of one process; where the system cannot tell, wall seconds.

    A process that is gone keeps the last time that was read.
    """

    def __init__(self, pid: int) -> None:
        self._id = _clock_id(pid)
        self._last = 0.0
        self._gone = False
        self._wall_since = None if has_cpu_clock() else time.monotonic()

    def now(self) -> float:
        """Seconds used so far; never less than told before."""
        if self._gone:
            return self._last
        if self._wall_since is not None:
            return time.monotonic() - self._wall_since
        try:
            self._last = max(self._last, time.clock_gettime(self._id))
        except OSError:
            self._gone = True
        return self._last

    def stop(self) -> None:
        """Forget the process: its number may soon be another's."""
        self.now()
        self._gone, self._wall_since = True, None


def _queue_wait(process: str) -> float:
    """Seconds that a process was ready to run but had no processor; 0 where unknown."""
    try:
        with open(f"/proc/{process}/schedstat", "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class Deadline:
    """How long one request may still take: one clock for sending, computing and receiving.

    It ends at the first of

    - `cpu_s` CPU seconds since `cpu_from`;
    - an idle time (wall less CPU less waiting for a processor, ours and the worker's) of
      max(1, `cpu_s`): a sleeper dies soon, an honest worker on a busy machine does not;
    - `wall_s` wall seconds, ten times `cpu_s` and three seconds if not given.

    Wall seconds are those in which somebody watched: when we are stopped for a while, that is no
    fault of the worker.

    Args:
        clock: of the worker.
        pid: of the worker.
        cpu_s: CPU seconds allowed.
        cpu_from: reading of `clock` from which they count.
        wall_s: wall seconds allowed at most.
    """

    def __init__(
        self, clock: CpuClock, pid: int, cpu_s: float, cpu_from: float, wall_s: float | None = None
    ) -> None:
        self._clock = clock
        self._processes = (str(pid), "thread-self")
        self._cpu_end = cpu_from + cpu_s
        self._wall_s = _WALL_FACTOR * cpu_s + _WALL_SLACK_S if wall_s is None else wall_s
        self._idle_s = max(_LEAST_IDLE_S, cpu_s)
        self._looked = time.monotonic()
        self._watched_s = 0.0
        self._cpu_started = clock.now()
        self._queued_before: float | None = None

    def watch(self) -> float:
        """Count what passed since the last look; wall seconds since the request began.

        Without those in which we were stopped: between two looks little should pass.
        """
        now = time.monotonic()
        self._watched_s += min(now - self._looked, _STALL_S)
        self._looked = now
        return self._watched_s

    @property
    def idle(self) -> float:
        """Of the seconds watched, those in which nobody computed or waited for a processor."""
        spent = self._clock.now() - self._cpu_started
        return max(0.0, self._watched_s - spent - self._queued())

    def patience(self) -> float:
        """Seconds for which no limit can be passed yet.

        Raises:
            Expired: if one has been passed.
        """
        cpu, wall = self._clock.now(), self.watch()
        if cpu >= self._cpu_end:
            raise Expired(cpu=True)
        if wall >= self._wall_s:
            raise Expired(cpu=False)
        idle_left = self._idle_s - (wall - (cpu - self._cpu_started))
        if idle_left <= 0:
            idle_left += self._queued()
            if idle_left <= 0:
                raise Expired(cpu=False)
        left = min(self._cpu_end - cpu, self._wall_s - wall, idle_left, self._look(wall))
        return max(_GRAIN_S, left)

    def check_wall(self) -> None:
        """Enforce the last of the limits while data keeps coming.

        Raises:
            Expired: if the request has taken too long altogether.
        """
        if self.watch() >= self._wall_s:
            raise Expired(cpu=False)

    def _look(self, wall: float) -> float:
        """When to look again; the waiting for processors is counted from the second look on.

        Quick requests need none, and counting costs two file reads, more than half of what one
        takes.
        """
        if self._queued_before is None:
            if wall < _QUICK_S:
                return _QUICK_S
            self._queued_before = self._total_queue_wait()
        return _SLICE_S

    def _queued(self) -> float:
        if self._queued_before is None:
            return 0.0
        return max(0.0, self._total_queue_wait() - self._queued_before)

    def _total_queue_wait(self) -> float:
        return sum(_queue_wait(process) for process in self._processes)
