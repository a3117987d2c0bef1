"""Workers started one by one, each importing its libraries itself.

For systems where a fork is unsafe (macOS) or cannot be supervised (old kernels). A second or two
of torch's import would be felt in every submission, so the next worker is started while this one
works. One worker never serves two submissions.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import weakref
from dataclasses import asdict, dataclass
from functools import partial

from grader.channel import Channel
from grader.errors import SandboxError
from grader.launcher import MESSAGE_BYTES, START_S, Ends, Plan, new_ends, read_message, start
from grader.supervisor import Child, Exit, Limits


@dataclass
class _Started:
    """A process that is warming up, or waits to be told its limits."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    ends: Ends
    layers: dict[str, str] | None = None

    def warm(self) -> dict[str, str]:
        """Wait until it says, in one line, that it is warm; how its layers went."""
        if self.layers is None:
            self.layers = read_message(self._line())["ready"]
        return self.layers

    def _line(self) -> bytes:
        self.control.settimeout(START_S)
        data = b""
        try:
            while not data.endswith(b"\n"):
                got = self.control.recv(MESSAGE_BYTES)
                if not got:
                    break
                data += got
        except TimeoutError:
            raise SandboxError("zygote_silent") from None
        except OSError:
            return b""
        return data


class ExecLauncher:
    """Starts a process for each worker, one ahead."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._processes: list[subprocess.Popen[bytes]] = []
        self._closed = False
        self._layers: dict[str, str] | None = None
        self._next: _Started | None = self._start()
        self._finish = weakref.finalize(self, _end, self._processes, os.getpid())

    def layers(self) -> dict[str, str]:
        """See `Launcher`."""
        if self._layers is None:
            self._next = self._next or self._start()
            self._layers = self._next.warm()
        return self._layers

    def prepare(self, limits: Limits) -> None:
        """See `Launcher`; a process that is ahead will do for any limits."""
        if self._next is None:
            self._next = self._start()

    def launch(self, limits: Limits) -> Child:
        """See `Launcher`."""
        if self._closed:
            raise SandboxError("sandbox_closed")
        started, self._next = self._next or self._start(), None
        try:
            self._layers = started.warm()
            _send(started.control, json.dumps(asdict(limits)).encode())
        except SandboxError:
            started.ends.discard()
            started.process.kill()
            raise
        finally:
            started.control.close()
        return Child(
            pid=started.process.pid,
            channel=Channel(started.ends.link),
            output=started.ends.output,
            where=started.ends.where,
            pidfd=None,
            status=partial(_status, started.process),
            limits=limits,
        )

    def _start(self) -> _Started:
        self._processes[:] = [process for process in self._processes if process.poll() is None]
        ends, theirs = new_ends()
        control, told = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs, told:
            descriptors = [theirs.fileno(), ends.output, ends.where]
            process = start(self._plan, told, {"single": descriptors})
        self._processes.append(process)
        return _Started(process, control, ends)

    def close(self) -> None:
        """See `Launcher`."""
        self._closed = True
        if self._next is not None:
            self._next.control.close()
            self._next.ends.discard()
            self._next = None
        self._finish()


def _end(processes: list[subprocess.Popen[bytes]], owner: int) -> None:
    if os.getpid() != owner:  # a fork of ours, at its own exit
        return
    for process in processes:
        process.kill()
        process.wait()


def _send(control: socket.socket, data: bytes) -> None:
    try:
        control.sendall(data)
    except OSError:
        raise SandboxError("zygote_died") from None


def _status(process: subprocess.Popen[bytes], seconds: float) -> Exit | None:
    try:
        return Exit(process.wait(seconds))
    except subprocess.TimeoutExpired:
        return None
