"""The sandbox: a zygote with its layers, and the workers it gives out.

    with Sandbox("torch", hidden=[course_root]) as sandbox, sandbox.spawn() as worker:
        worker.request(["load", {"files": {"a.py": source}, "main": "a.py"}], cpu_s=2)
        reply = worker.request(["call", None, "f", [x], {}], cpu_s=2)
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from grader.channel import Closed
from grader.clock import CpuClock, Deadline, Expired, has_cpu_clock
from grader.errors import IsolationError, SandboxError
from grader.launcher import ForkLauncher, Launcher, Plan
from grader.libraries import readable, search_path
from grader.supervisor import Child, Limits, Reply, Worker
from grader.verdict import Isolation, Level
from grader.wire import NONCE_BYTES, WireError

__all__ = ["Layers", "Limits", "Reply", "Sandbox", "Worker"]

_HELLO = bytes(NONCE_BYTES)
_ENTER_CPU_S = 10.0


@dataclass(frozen=True)
class Layers:
    """Which layers to try. Less than all of them is for tests and measurements.

    Attributes:
        namespaces, landlock, seccomp: see grader/layers.
        fork: False for workers that are started one by one, each importing its libraries.
    """

    namespaces: bool = True
    landlock: bool = True
    seccomp: bool = True
    fork: bool = True


class Sandbox:
    """Owns one zygote; a context manager.

    Args:
        backend: what workers have loaded: "numpy" or "torch".
        hidden: files and folders that no worker may read.
        layers: which to try.

    It returns at once; the zygote imports its libraries in the background. What goes wrong there
    is raised at the first use.
    """

    def __init__(
        self, backend: str, *, hidden: Sequence[Path] = (), layers: Layers = Layers()
    ) -> None:
        if sys.platform == "win32":
            raise IsolationError("windows_unsupported")
        self._lock = threading.RLock()
        self._workers: weakref.WeakSet[Worker] = weakref.WeakSet()
        self._closed = False
        self._restarts = 1
        path = search_path(backend)
        wanted = {
            "namespaces": layers.namespaces,
            "landlock": layers.landlock,
            "seccomp": layers.seccomp,
        }
        self._plan = Plan(backend, path, readable(path, hidden), wanted)
        self._launcher: Launcher = ForkLauncher(self._plan)

    @property
    def isolation(self) -> Isolation:
        """The level that was reached; waits until the zygote is ready.

        Raises:
            SandboxError: if it failed.
        """
        with self._lock:
            return _isolation(self._launcher.layers())

    def spawn(self, limits: Limits = Limits()) -> Worker:
        """Start a worker; the next one for the same limits is prepared meanwhile.

        Raises:
            IsolationError: if a layer that is there could not be put around the worker.
            SandboxError: if the zygote died, and again after it was restarted.
        """
        with self._lock:
            try:
                child = self._launcher.launch(limits)
            except SandboxError:
                if self._closed or not self._restarts:
                    raise
                self._restarts -= 1
                self._launcher.close()
                self._launcher = ForkLauncher(self._plan)
                child = self._launcher.launch(limits)
            self._launcher.prepare(limits)
        _welcome(child)
        worker = Worker(child)
        self._workers.add(worker)
        return worker

    def close(self) -> None:
        """Kill everything; idempotent."""
        with self._lock:
            self._closed = True
            for worker in list(self._workers):
                worker.close()
            self._launcher.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _welcome(child: Child) -> None:
    """Wait until a new worker says that all its layers are on.

    Raises:
        IsolationError: if one failed.
        SandboxError: if it says nothing.
    """
    clock = CpuClock(child.pid)
    try:
        deadline = Deadline(clock, child.pid, _ENTER_CPU_S, clock.now())
        said, _ = child.channel.receive(_HELLO, deadline, 0)
    except (Closed, Expired, WireError) as error:
        child.release()
        raise SandboxError("worker_did_not_start", text=repr(error)) from None
    if said != ["ready"]:
        child.release()
        raise IsolationError("layer_failed", text=str(said))


def _isolation(layers: dict[str, str]) -> Isolation:
    missing = [name for name, state in layers.items() if state != "on"]
    if not has_cpu_clock():
        missing.append("cpu clock")
    if layers["landlock"] == layers["seccomp"] == "on":
        level = Level.STRONG if layers["namespaces"] == "on" else Level.GOOD
    else:
        level = Level.PROCESS
    return Isolation(level, tuple(missing))
