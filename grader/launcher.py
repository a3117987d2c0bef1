"""Start the zygote program; what all ways of starting workers share.

There are two ways: forks of one warm process (grader/forking.py), and processes started one by
one where forks are unsafe or missing (grader/executing.py).
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from grader.errors import SandboxError
from grader.supervisor import Child, Limits

_ZYGOTE = Path(__file__).with_name("zygote.py")
START_S = 60.0  # for importing torch from a cold disk on a busy machine
MESSAGE_BYTES = 65_536

#: Set before the libraries are imported: one thread each, or a fork deadlocks.
_ONE_THREAD = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
)  # fmt: skip
#: Some machines set these against wrong results of OpenBLAS, some interpreters do not find
#: their own library without the last one.
_PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "LD_LIBRARY_PATH")


@dataclass(frozen=True)
class Plan:
    """What a zygote is to be.

    Attributes:
        backend: "numpy" or "torch".
        path: its module search path.
        granted: what workers may read.
        layers: by name, whether to try each one.
        fork: whether workers are forks of one process, or started one by one.
        wrapper: command words before the interpreter's; none for most.
    """

    backend: str
    path: Sequence[str]
    granted: Sequence[str]
    layers: Mapping[str, bool]
    fork: bool = True
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
        "HOME": "/",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # torch's compiler, where a worker imports it, makes itself a folder: one that is there
        # already need not be made.
        "TORCHINDUCTOR_CACHE_DIR": "/",
    }
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return fixed | passed | dict.fromkeys(_ONE_THREAD, "1")


def anonymous_file() -> int:
    """A descriptor of an empty file in memory (on disk where there is no memfd) without a name."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("gongbu", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def start(
    plan: Plan, control: socket.socket, extra: Mapping[str, Any] | None = None
) -> subprocess.Popen[bytes]:
    """Execute the zygote program; its configuration comes by its standard input.

    Not by its arguments or environment, which every process of the same user can read.
    """
    extra = extra or {}
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


def read_message(data: bytes) -> dict[str, Any]:
    """Read one message of the zygote.

    Raises:
        SandboxError: if there is none because it died, or it says that it failed.
    """
    if not data:
        raise SandboxError("zygote_died")
    message: dict[str, Any] = json.loads(data)
    if "failed" in message:
        raise SandboxError("zygote_failed", text=str(message["failed"]))
    return message


@dataclass(frozen=True)
class Ends:
    """Our ends of what a worker is given: its socket, its output file, its whereabouts file."""

    link: socket.socket
    output: int
    where: int

    def discard(self) -> None:
        """Close them, when no worker came of it."""
        self.link.close()
        os.close(self.output)
        os.close(self.where)


def new_ends() -> tuple[Ends, socket.socket]:
    """Make what a worker is given; the second socket is its own."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    return Ends(ours, anonymous_file(), anonymous_file()), theirs
