"""The sandbox: a zygote with its layers, and the workers it gives out.

    with Sandbox("torch", hidden=[course_root]) as sandbox, sandbox.spawn() as worker:
        worker.request(["load", {"files": {"a.py": source}, "main": "a.py"}], cpu_s=2)
        reply = worker.request(["call", None, "f", [x], {}], cpu_s=2)

What a worker may be asked stands in grader/worker.py.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from grader import forking
from grader.channel import Closed
from grader.clock import CpuClock, Deadline, Expired, has_cpu_clock
from grader.errors import IsolationError, SandboxError
from grader.executing import ExecLauncher
from grader.forking import ForkLauncher
from grader.launcher import Launcher, Plan
from grader.layers import bubblewrap, landlock
from grader.libraries import readable, search_path
from grader.supervisor import Child, Limits, Reply, Worker
from grader.verdict import Isolation, Level
from grader.wire import NONCE_BYTES, WireError

__all__ = ["Layers", "Limits", "Reply", "Sandbox", "Worker"]

_HELLO = bytes(NONCE_BYTES)
_ENTER_CPU_S = 10.0
DEFAULT_LIMITS = Limits()


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


ALL_LAYERS = Layers()


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
        self, backend: str, *, hidden: Sequence[Path] = (), layers: Layers = ALL_LAYERS
    ) -> None:
        if sys.platform == "win32":
            raise IsolationError("windows_unsupported")
        self._lock = threading.RLock()
        self._workers: weakref.WeakSet[Worker] = weakref.WeakSet()
        self._closed = False
        self._plan = _plan(backend, hidden, layers)
        self._launcher = self._launched()

    def _launched(self) -> Launcher:
        return ForkLauncher(self._plan) if self._plan.fork else ExecLauncher(self._plan)

    @property
    def isolation(self) -> Isolation:
        """The level that was reached; waits until the zygote is ready.

        Raises:
            SandboxError: if it failed.
        """
        with self._lock:
            layers = self._layers()  # may change the plan
            return _isolation(self._plan, layers)

    def _layers(self) -> dict[str, str]:
        """How each layer went; does without bubblewrap if that is there but does not work."""
        try:
            return self._launcher.layers()
        except SandboxError:
            if not self._plan.wrapper:
                raise
            self._restart(replace(self._plan, wrapper=()))
            return self._launcher.layers()

    def _restart(self, plan: Plan) -> None:
        self._launcher.close()
        self._plan = plan
        self._launcher = self._launched()

    def spawn(self, limits: Limits = DEFAULT_LIMITS) -> Worker:
        """Start a worker; the next one for the same limits is prepared meanwhile.

        Raises:
            IsolationError: if a layer that is there could not be put around the worker.
            SandboxError: if the zygote died, and again after it was restarted.
        """
        with self._lock:
            if self._closed:
                raise SandboxError("sandbox_closed")
            self._layers()
            try:
                child = self._started(limits)
            except SandboxError:  # in a long session it may happen more than once
                self._restart(self._plan)
                child = self._started(limits)
        worker = Worker(child)
        self._workers.add(worker)
        return worker

    def _started(self, limits: Limits) -> Child:
        child = self._launcher.launch(limits)
        try:
            self._launcher.prepare(limits)
            _welcome(child)
        except BaseException:
            child.release()
            raise
        return child

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
        raise SandboxError("worker_did_not_start", text=repr(error)) from None
    if said != ["ready"]:
        raise IsolationError("layer_failed", text=str(said))


def _plan(backend: str, hidden: Sequence[Path], layers: Layers) -> Plan:
    """Decide what this system can do of what is asked for."""
    linux = sys.platform == "linux"
    fork = layers.fork and linux and forking.available()
    has_landlock = linux and landlock.abi() > 0
    path = search_path(backend)
    granted = readable(path, hidden)
    wrapper: Sequence[str] = ()
    if layers.landlock and fork and not has_landlock:
        wrapper = bubblewrap.command(granted, Path(__file__).parent)
    wanted = {
        "namespaces": layers.namespaces and fork and not wrapper,
        "landlock": layers.landlock and has_landlock,
        "seccomp": layers.seccomp and linux,
    }
    return Plan(backend, path, granted, wanted, fork=fork, wrapper=wrapper)


def _isolation(plan: Plan, layers: dict[str, str]) -> Isolation:
    on = {name for name, state in layers.items() if state == "on"}
    on |= {"namespaces"} if plan.wrapper else set()
    on |= {"fork"} if plan.fork else set()
    missing = [name for name in (*layers, "fork") if name not in on]
    if not has_cpu_clock():
        missing.append("cpu clock")
    if on >= {"fork", "landlock", "seccomp"}:
        level = Level.STRONG if "namespaces" in on else Level.GOOD
    elif plan.wrapper and "seccomp" in on:
        level = Level.PARTIAL
    else:
        level = Level.PROCESS
    return Isolation(level, tuple(missing))
