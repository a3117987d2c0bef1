"""The trusted side of one worker: ask it, time it, read what it printed, end it."""

from __future__ import annotations

import os
import signal
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

from grader import lanes
from grader.channel import Channel, Closed, Request
from grader.clean import clean
from grader.clock import CpuClock, Deadline, Expired
from grader.ending import Reason, WorkerEnded, ended_by_status, read_frames
from grader.errors import SandboxError
from grader.verdict import Frame
from grader.wire import Value, WireError

#: The signal at which a worker writes down where it is (grader/inside/entering.py).
_ASK_WHERE = signal.SIGUSR1
_WHERE_BYTES = 65_536
#: CPU seconds of a runaway in which it should have done so (a sleeper has a second, as always).
_WHERE_CPU_S = 0.2
_WHERE_STEP_S = 0.002
#: What the worker's writer may add to the limit (grader/inside/output.py).
_OUTPUT_SLACK = 4096
#: CPU seconds in which a process without its socket should have ended (or a second of sleep).
_END_CPU_S = 0.5
_END_STEP_S = 0.05
_MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Lifetime backstops of one worker; the limits of each request come on top.

    Attributes:
        cpu_s: CPU seconds in its whole life.
        memory_mb: address space beyond what the libraries take.
        output_kb: of printed text that are kept.
        late_parts: no limit, but part of what a worker is started with: whether it has what torch
            imports late (grader/late.py). That costs its zygote a second, once.
    """

    cpu_s: float = 20
    memory_mb: int = 512
    output_kb: int = 64
    late_parts: bool = False


@dataclass(frozen=True)
class Reply:
    """What a worker answered, and what that took.

    Attributes:
        value: decoded; its form is for the caller to judge.
        cpu_s: CPU seconds of the worker since the end of the previous request, so that work
            done between requests counts too.
        wall_s: wall seconds of this request.
        idle_s: those of them in which it slept or was blocked.
        request_bytes: size of the request.
        reply_bytes: size of the reply.
    """

    value: Value
    cpu_s: float
    wall_s: float
    idle_s: float
    request_bytes: int
    reply_bytes: int


@dataclass(frozen=True)
class Exit:
    """How a process ended: a negative signal number or an exit code, and its CPU if known."""

    status: int
    cpu_s: float = 0.0


@dataclass
class Child:
    """A worker process as a launcher hands it over.

    Attributes:
        pid: its number here, whatever it is inside its namespace.
        channel: our end of its socket.
        output: descriptor of the file that it prints to.
        where: descriptor of the file in which it says where it is.
        pidfd: a descriptor that means this very process; None where there are none.
        status: waits for its exit status, at most the given seconds; None if it has none yet.
            Raises SandboxError if that cannot be known any more.
        limits: that it was started under.
    """

    pid: int
    channel: Channel
    output: int
    where: int
    pidfd: int | None
    status: Callable[[float], Exit | None]
    limits: Limits
    released: bool = field(default=False, init=False)
    _owner: int = field(default_factory=os.getpid, init=False)

    def signal(self, number: int) -> None:
        """Send a signal; nothing happens if it has ended."""
        try:
            if self.pidfd is not None:
                signal.pidfd_send_signal(self.pidfd, number)
            elif self.status(0) is None:
                os.kill(self.pid, number)
        except ProcessLookupError:
            pass

    def release(self) -> None:
        """Kill it and close all descriptors; not if this is a fork of the process it belongs to."""
        if self.released or os.getpid() != self._owner:
            return
        self.released = True
        self.signal(signal.SIGKILL)
        self.channel.close()
        for descriptor in (self.output, self.where, self.pidfd):
            if descriptor is not None:
                os.close(descriptor)


class Worker:
    """One worker; a context manager that ends it.

    Attributes:
        pid: its process number.
        ended: why it ended, once it has.
    """

    def __init__(self, child: Child) -> None:
        self.pid = child.pid
        self.ended: WorkerEnded | None = None
        self._child = child
        weakref.finalize(self, child.release)  # for whoever forgets to close
        self._clock = CpuClock(child.pid)
        self._cpu_before = self._clock.now()
        self._files: frozenset[str] = frozenset()
        self._most_output = child.limits.output_kb * 1024 + _OUTPUT_SLACK
        self._final_output = b""

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self.ended is None and not self._child.released

    def request(
        self,
        message: Sequence[Value],
        *,
        cpu_s: float,
        wall_s: float | None = None,
        reply_mb: int = 200,
    ) -> Reply:
        """Send a request and wait for its reply.

        Args:
            message: the operation and its arguments (grader/worker.py).
            cpu_s: CPU seconds it may take, counted from the end of the previous request.
            wall_s: wall seconds it may take at most; by default `Deadline` decides.
            reply_mb: megabytes of arrays that the reply may hold; never more than 200.

        Raises:
            WorkerEnded: if it ended, or was ended because of a limit or an improper reply.
            SandboxError: if it ended because its zygote did: no fault of what it ran.
            WireError: if the message cannot be sent; the worker is as before.
        """
        if not self.alive:
            raise self.ended or WorkerEnded(Reason.EXIT, {"code": 0})
        if message and message[0] == "load":
            self._files |= frozenset(message[1]["files"])
        request = Request(list(message))
        deadline = Deadline(self._clock, self.pid, cpu_s, self._cpu_before, wall_s)
        try:
            value, got = self._child.channel.exchange(request, deadline, reply_mb * _MB)
        except Expired as expired:
            where = self._ask_where()
            raise self._end(WorkerEnded(_limit(expired), {}, where)) from None
        except Closed:
            raise self._end(self._autopsy()) from None
        except WireError as error:
            raise self._end(WorkerEnded(Reason.PROTOCOL, {"what": str(error)})) from None
        except BaseException:  # Ctrl-C halfway: what is left of the reply would look forged
            self.kill()
            raise
        now, wall_s = self._clock.now(), deadline.watch()
        spent = now - self._cpu_before
        reply = Reply(value, spent, wall_s, deadline.idle, request.size, got)
        self._cpu_before = now
        return reply

    def printed(self, start: int = 0) -> tuple[str, int]:
        """Read what was printed since byte `start`.

        The file is the worker's to overwrite or spoil: any bytes will do.

        Returns:
            The cleaned text, and the byte to start from next time.
        """
        data = self._output(start)
        return clean(data.decode("utf-8", "replace"), self._most_output), start + len(data)

    def forget_output(self) -> None:
        """Empty the output file, so that what is printed from now on has all of it.

        The worker writes through the same open file, so this moves its place too.
        """
        if self.alive:
            os.ftruncate(self._child.output, 0)
            os.lseek(self._child.output, 0, os.SEEK_SET)

    def _output(self, start: int) -> bytes:
        if self._child.released:
            return self._final_output[start:]
        return os.pread(self._child.output, max(0, self._most_output - start), start)

    @property
    def processor(self) -> int | None:
        """Where it computed last; None if that is not known."""
        return lanes.processor_of(self.pid) if self.alive else None

    def settle(self, processor: int) -> None:
        """Have it compute on this processor only."""
        if self.alive:
            lanes.settle(self.pid, processor)

    def cpu(self) -> float:
        """CPU seconds it has used, read from outside."""
        return self._clock.now()

    def kill(self) -> None:
        """End it at once."""
        if self.alive:
            self._end(WorkerEnded(Reason.SIGNAL, {"signal": "SIGKILL"}))

    def close(self) -> None:
        """End it and give everything back."""
        self.kill()
        if not self._child.released:
            self._final_output = self._output(0)
            self._child.release()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _end(self, ended: WorkerEnded) -> WorkerEnded:
        self._clock.stop()
        self._child.signal(signal.SIGKILL)
        self.ended = ended
        return ended

    def _ask_where(self) -> tuple[Frame, ...]:
        """Have the worker write down where it is, and give it a moment to do so."""
        if self._where():  # written before it was asked: forged, or left from elsewhere
            return ()
        self._child.signal(_ASK_WHERE)
        deadline = self._from_now(_WHERE_CPU_S)
        text = ""
        with suppress(Expired):
            while deadline.patience():
                time.sleep(_WHERE_STEP_S)
                before, text = text, self._where()
                if text and text == before:
                    break
        return read_frames(text, self._files)

    def _from_now(self, cpu_s: float) -> Deadline:
        return Deadline(self._clock, self.pid, cpu_s, self._clock.now())

    def _where(self) -> str:
        return os.pread(self._child.where, _WHERE_BYTES, 0).decode("ascii", "replace")

    def _autopsy(self) -> WorkerEnded:
        """Find out why the socket was closed."""
        cpu = self._clock.now()
        deadline, found = self._from_now(_END_CPU_S), None
        try:
            with suppress(Expired):
                while found is None and deadline.patience():
                    found = self._child.status(_END_STEP_S)
        except SandboxError:
            self._end(WorkerEnded(Reason.SIGNAL, {"signal": "SIGKILL"}))
            raise
        if found is None:  # it lives on without its socket
            return WorkerEnded(Reason.PROTOCOL, {"what": "closed its socket"})
        cpu = max(cpu, found.cpu_s)
        ended = ended_by_status(found.status, cpu, self._child.limits.cpu_s)
        ended.where = read_frames(self._where(), self._files)  # left there by a crash
        return ended


def _limit(expired: Expired) -> Reason:
    return Reason.CPU if expired.cpu else Reason.WALL
