"""Start worker processes: forks of a warm zygote, or started one by one where forks are unsafe."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from grader.channel import Channel
from grader.errors import SandboxError
from grader.supervisor import Child, Limits

_ZYGOTE = Path(__file__).with_name("zygote.py")
_START_S = 60.0  # for importing torch from a cold disk on a busy machine
_FORK_S = 20.0
_MESSAGE_BYTES = 65_536

#: Set before the libraries are imported: one thread each, or a fork deadlocks.
_ONE_THREAD = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
)  # fmt: skip
#: Some machines set these against wrong results of OpenBLAS.
_PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


@dataclass(frozen=True)
class Plan:
    """What a zygote is to be.

    Attributes:
        backend: "numpy" or "torch".
        path: its module search path.
        granted: what workers may read.
        layers: by name, whether to try each one.
        wrapper: command words before the interpreter's; none for most.
    """

    backend: str
    path: Sequence[str]
    granted: Sequence[str]
    layers: Mapping[str, bool]
    wrapper: Sequence[str] = ()


class Launcher(Protocol):
    """Starts workers."""

    def layers(self) -> dict[str, str]:
        """Wait until it is warm; how each layer went: "on", "off" or why not."""

    def prepare(self, limits: Limits) -> None:
        """Have a worker started in the background, for the next `launch` with these limits."""

    def launch(self, limits: Limits) -> Child:
        """Start a worker, or hand over the prepared one. Raises SandboxError."""

    def close(self) -> None:
        """Kill everything; idempotent."""


def environment() -> dict[str, str]:
    """The whole environment of a zygote: nothing of ours leaks into it."""
    fixed = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return fixed | passed | dict.fromkeys(_ONE_THREAD, "1")


def anonymous_file() -> int:
    """A descriptor of an empty file in memory (on disk where there is no memfd) without a name."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("gongbu", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _start(plan: Plan, control: socket.socket, extra: Mapping[str, Any]) -> subprocess.Popen[bytes]:
    """Execute the zygote program; its configuration comes by its standard input.

    Not by its arguments or environment, which every process of the same user can read.
    """
    config = {
        "backend": plan.backend,
        "path": list(plan.path),
        "granted": list(plan.granted),
        "layers": dict(plan.layers),
        **extra,
    }
    stdin = anonymous_file()
    try:
        os.pwrite(stdin, json.dumps(config).encode(), 0)
        inherited = [control.fileno(), *extra.get("single", ())]
        command = [sys.executable, "-s", "-P", "-B", str(_ZYGOTE), str(control.fileno())]
        return subprocess.Popen(
            [*plan.wrapper, *command],
            env=environment(),
            cwd="/",
            stdin=stdin,
            pass_fds=inherited,
            start_new_session=True,
        )
    finally:
        os.close(stdin)


def _pair(kind: int) -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, kind)


class ForkLauncher:
    """Owns one zygote and forks workers from it; starts it at once, in the background."""

    def __init__(self, plan: Plan) -> None:
        self._control, theirs = _pair(socket.SOCK_SEQPACKET)
        try:
            self._process = _start(plan, theirs, {})
        finally:
            theirs.close()
        self._layers: dict[str, str] | None = None
        self._count = 0
        self._forked: dict[int, int] = {}  # number -> pidfd, not yet fetched
        self._ended: dict[int, int] = {}
        self._prepared: tuple[Limits, _Request] | None = None
        self._closed = False

    def layers(self) -> dict[str, str]:
        """See `Launcher`."""
        end = time.monotonic() + _START_S
        while self._layers is None:
            self._take_message(end)
        return self._layers

    def prepare(self, limits: Limits) -> None:
        """See `Launcher`."""
        if self._prepared is None:
            self._prepared = limits, self._ask(limits)

    def launch(self, limits: Limits) -> Child:
        """See `Launcher`."""
        self.layers()
        prepared, self._prepared = self._prepared, None
        if prepared and prepared[0] == limits:
            request = prepared[1]
        else:
            if prepared:
                self._child(prepared[1], prepared[0]).release()
            request = self._ask(limits)
        return self._child(request, limits)

    def _ask(self, limits: Limits) -> _Request:
        """Ask the zygote for a fork without waiting for it."""
        self._count += 1
        ours, theirs = _pair(socket.SOCK_STREAM)
        output, where = anonymous_file(), anonymous_file()
        message = json.dumps({"fork": self._count, **asdict(limits)}).encode()
        try:
            socket.send_fds(self._control, [message], [theirs.fileno(), output, where])
        except OSError:
            ours.close()
            os.close(output)
            os.close(where)
            raise SandboxError("zygote_died") from None
        finally:
            theirs.close()
        return _Request(self._count, ours, output, where)

    def _child(self, request: _Request, limits: Limits) -> Child:
        end = time.monotonic() + _FORK_S
        try:
            while request.number not in self._forked:
                self._take_message(end)
        except SandboxError:
            request.discard()
            raise
        pidfd = self._forked.pop(request.number)
        number = request.number
        return Child(
            pid=_pid_of(pidfd),
            channel=Channel(request.link),
            output=request.output,
            where=request.where,
            pidfd=pidfd,
            status=lambda seconds: self._status(number, seconds),
            limits=limits,
        )

    def _status(self, number: int, seconds: float) -> int | None:
        end = time.monotonic() + seconds
        with contextlib.suppress(SandboxError, TimeoutError):
            while number not in self._ended:
                self._take_message(end)
        return self._ended.get(number)

    def _take_message(self, end: float) -> None:
        """Wait for one message of the zygote and note what it says.

        Raises:
            SandboxError: if the zygote is gone, or says nothing until `end`.
        """
        if self._closed:
            raise SandboxError("sandbox_closed")
        self._control.settimeout(max(0.001, end - time.monotonic()))
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, _MESSAGE_BYTES, 1)
        except TimeoutError:
            raise SandboxError("zygote_silent") from None
        except OSError:
            data, descriptors = b"", []
        finally:
            self._control.settimeout(None)
        if not data:
            raise SandboxError("zygote_died")
        message = json.loads(data)
        if "ready" in message:
            self._layers = message["ready"]
        elif "forked" in message:
            self._forked[message["forked"]] = descriptors[0]
        elif "ended" in message:
            self._ended[message["ended"]] = message["status"]
        else:
            raise SandboxError("zygote_failed", text=str(message.get("failed")))

    def close(self) -> None:
        """See `Launcher`."""
        if self._closed:
            return
        if self._prepared:
            with contextlib.suppress(SandboxError):
                self._child(self._prepared[1], self._prepared[0]).release()
        self._closed = True
        self._control.close()
        self._process.kill()
        self._process.wait()
        for pidfd in self._forked.values():
            os.close(pidfd)
        self._forked.clear()


@dataclass(frozen=True)
class _Request:
    """Our ends of what was handed to the zygote for one fork."""

    number: int
    link: socket.socket
    output: int
    where: int

    def discard(self) -> None:
        self.link.close()
        os.close(self.output)
        os.close(self.where)


def _pid_of(pidfd: int) -> int:
    """The process number here of what a pidfd means; inside its namespace it has another."""
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    raise SandboxError("zygote_failed", text="no pid in fdinfo")
