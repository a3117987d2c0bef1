"""Workers as forks of a zygote: a few milliseconds each, libraries already imported."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import threading
import time
import weakref
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from grader.channel import Channel
from grader.errors import SandboxError
from grader.launcher import MESSAGE_BYTES, START_S, Ends, Plan, new_ends, read_message, start
from grader.supervisor import Child, Exit, Limits

_FORK_S = 20.0
_PATIENCE_S = 0.5
_REMEMBERED = 1_000


@dataclass(frozen=True)
class _Request:
    """One fork that was asked for, by number, with our ends of what the worker is given."""

    number: int
    ends: Ends


def available() -> bool:
    """Whether this system can fork workers: Linux with process descriptors."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (OSError, AttributeError):
        return False
    return True


class ForkLauncher:
    """Owns one zygote and forks workers from it; starts it at once, in the background."""

    def __init__(self, plan: Plan) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._process = start(plan, theirs)
        finally:
            theirs.close()
        self._layers: dict[str, str] | None = None
        self._count = 0
        self._forked: dict[int, int] = {}  # number -> pidfd, not yet fetched
        self._ended: dict[int, Exit] = {}
        self._prepared: tuple[Limits, _Request] | None = None
        self._closed = False
        self._lock = threading.RLock()
        self._finish = weakref.finalize(self, _end, self._process, self._control, os.getpid())

    def layers(self) -> dict[str, str]:
        """See `Launcher`."""
        end = time.monotonic() + START_S
        with self._lock:
            while self._layers is None:
                self._take_message(end)
            return self._layers

    def prepare(self, limits: Limits) -> None:
        """See `Launcher`."""
        with self._lock:
            if self._prepared is None:
                self._prepared = limits, self._ask(limits)

    def launch(self, limits: Limits) -> Child:
        """See `Launcher`."""
        with self._lock:
            self.layers()
            prepared, self._prepared = self._prepared, None
            if prepared is None or prepared[0] != limits:
                if prepared:
                    self._child(prepared[1], prepared[0]).release()
                prepared = limits, self._ask(limits)
            return self._child(prepared[1], limits)

    def _ask(self, limits: Limits) -> _Request:
        """Ask the zygote for a fork without waiting for it."""
        self._count += 1
        ends, theirs = new_ends()
        message = json.dumps({"fork": self._count, **asdict(limits)}).encode()
        try:
            descriptors = [theirs.fileno(), ends.output, ends.where]
            socket.send_fds(self._control, [message], descriptors)
        except OSError:
            ends.discard()
            raise SandboxError("zygote_died") from None
        finally:
            theirs.close()
        return _Request(self._count, ends)

    def _child(self, request: _Request, limits: Limits) -> Child:
        end = time.monotonic() + (START_S if limits.late_parts else _FORK_S)
        try:
            while request.number not in self._forked:
                self._take_message(end)
        except SandboxError:
            request.ends.discard()
            raise
        pidfd = self._forked.pop(request.number)
        return Child(
            pid=_pid_of(pidfd),
            channel=Channel(request.ends.link),
            output=request.ends.output,
            where=request.ends.where,
            pidfd=pidfd,
            status=partial(self._status, request.number),
            limits=limits,
        )

    def _status(self, number: int, seconds: float) -> Exit | None:
        with self._lock:  # perhaps only after another thread's worker was started
            end = time.monotonic() + seconds
            while number not in self._ended:
                try:
                    self._take_message(end)
                except SandboxError as error:
                    if error.key == "zygote_silent":
                        return None
                    raise
            return self._ended.pop(number)

    def _take_message(self, end: float) -> None:
        """Wait for one message of the zygote and note what it says.

        Raises:
            SandboxError: if the zygote is gone, or says nothing until `end`.
        """
        if self._closed:
            raise SandboxError("sandbox_closed")
        self._control.settimeout(max(0.001, end - time.monotonic()))
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES, 1)
        except TimeoutError:
            raise SandboxError("zygote_silent") from None
        except OSError:
            data, descriptors = b"", []
        finally:
            self._control.settimeout(None)
        message = read_message(data)
        if "ready" in message:
            self._layers = message["ready"]
        elif "forked" in message:
            self._forked[message["forked"]] = descriptors[0]
        else:
            self._ended[message["ended"]] = Exit(message["status"], message["cpu_s"])
            while len(self._ended) > _REMEMBERED:  # nobody asks about those that we ended
                del self._ended[next(iter(self._ended))]

    def close(self) -> None:
        """See `Launcher`."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            if self._prepared:
                self._prepared[1].ends.discard()
            self._finish()
            for pidfd in self._forked.values():
                os.close(pidfd)


def _end(process: subprocess.Popen[bytes], control: socket.socket, owner: int) -> None:
    """End a zygote: at the end of its control socket it puts its workers away and exits.

    While it still imports it does not notice; then it is told to stop. A fork of the process that
    owns it, which runs this at its own exit, leaves it alone.
    """
    if os.getpid() != owner:
        return
    control.close()
    for hurry in (process.terminate, process.kill):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE_S)
            return
        hurry()
    process.wait()


def _pid_of(pidfd: int) -> int:
    """The process number here of what a pidfd means; inside its namespace it has another."""
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    raise SandboxError("zygote_failed", text="no pid in fdinfo")
