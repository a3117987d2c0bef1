"""The warm parent of all workers; run as a program, never imported.

    python -s -P -B zygote.py <control descriptor>   < configuration (JSON)

It imports numpy (and torch), and from then on does three things only: fork a worker when asked
(first importing what torch leaves for later, if that worker is to have it), report how one ended,
end itself when the grader is gone. It never sees a submission, a check or a reference, so that
nothing a worker inherits is worth finding. It is started by exec with a
clean environment, not forked from the grader, whose memory holds all of that.

    grader -> zygote   {"fork": number, "cpu_s": ..., "memory_mb": ..., "output_kb": ...,
                        "late_parts": whether}
                       with three descriptors: socket, output file, whereabouts file
    zygote -> grader   {"ready": {layer: "on" | "off" | why not}} or {"failed": why}, once;
                       {"forked": number} with a pidfd;
                       {"ended": number, "status": exit status, "cpu_s": all that it used}

With `"single"` in the configuration (systems where forking is unsafe) it becomes one worker
itself, on the descriptors named there, once it is told its budget.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import types
from typing import Any


def _find_ours() -> None:
    """Make `grader` importable from this very folder, without touching the search path.

    The folder above may be a project full of solutions, or all of site-packages.
    """
    package = types.ModuleType("grader")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["grader"] = package


def main() -> None:
    """Set up, report, serve."""
    _find_ours()
    control = socket.socket(fileno=int(sys.argv[1]))
    config = _configuration()
    try:
        zygote = _warmed(config)
    except BaseException as error:
        _tell(control, {"failed": f"{type(error).__name__}: {error}"})
        raise
    _tell(control, {"ready": zygote.layers})
    if "single" in config:
        _serve_single(control, zygote, config["single"])
    else:
        Nursery(control, zygote).serve()


def _configuration() -> dict[str, Any]:
    """Read the configuration from the standard input and put nothing in its place."""
    with os.fdopen(0, "rb") as file:
        config: dict[str, Any] = json.load(file)
    nothing = os.open(os.devnull, os.O_RDONLY)
    assert nothing == 0
    sys.path[:] = config["path"]
    return config


def _tell(control: socket.socket, message: dict[str, Any], *descriptors: int) -> None:
    data = json.dumps(message).encode() + b"\n"
    try:
        if descriptors:
            socket.send_fds(control, [data], descriptors)
        else:
            control.send(data)
    except OSError:  # the grader is gone
        os._exit(0)


class _Zygote:
    """A warm process with its layers ready: `layers` says how each one went."""

    def __init__(self, fence: Any, layers: dict[str, str]) -> None:
        self.fence = fence
        self.layers = layers
        self._complete = False

    def complete(self) -> None:
        """Import the late parts, once; then as much more memory is in use before a submission."""
        if self._complete:
            return
        from grader.inside.entering import Fence
        from grader.inside.warming import preload_late_parts
        from grader.layers import limits

        preload_late_parts()
        self.fence = Fence(self.fence.rules, self.fence.filtered, limits.address_space())
        self._complete = True


def _warmed(config: dict[str, Any]) -> _Zygote:
    wanted: dict[str, bool] = config["layers"]
    layers = dict.fromkeys(wanted, "off")
    if wanted["namespaces"]:  # first: needs one thread, and a small process forks quickly
        layers["namespaces"] = _entered_namespaces()

    from grader.inside.entering import Fence
    from grader.inside.warming import preload
    from grader.layers import kernel, landlock, limits, seccomp

    preload(config["backend"])
    rules = None
    if sys.platform == "linux":
        kernel.give_up_privileges()
        kernel.hide_memory()
    if wanted["landlock"]:
        try:
            rules = landlock.ruleset(config["granted"])
            layers["landlock"] = "on"
        except OSError as error:
            layers["landlock"] = str(error)
    if wanted["seccomp"]:
        layers["seccomp"] = seccomp.missing() or "on"
    filtered = layers["seccomp"] == "on"
    return _Zygote(Fence(rules, filtered, limits.address_space()), layers)


def _entered_namespaces() -> str:
    from grader.layers import namespaces

    try:
        namespaces.enter()
    except OSError as error:
        return str(error)
    return "on"


class Nursery:
    """Forks workers and waits for them."""

    def __init__(self, control: socket.socket, zygote: _Zygote) -> None:
        self._control = control
        self._zygote = zygote
        self._living: dict[int, tuple[int, int]] = {}  # pidfd -> number, pid
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)

    def serve(self) -> None:
        """Go on until the grader closes its end of the control socket."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the socket says when to end
        while True:
            for descriptor, _ in self._poll.poll():
                if descriptor == self._control.fileno():
                    self._fork()
                else:
                    self._bury(descriptor)

    def _fork(self) -> None:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, 65536, 3)
        except OSError:
            data, descriptors = b"", []
        if not data:
            self._leave()
        budget = json.loads(data)
        if budget["late_parts"]:
            self._complete()
        me = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._enter(me, descriptors, budget)
        pidfd = os.pidfd_open(pid)
        self._living[pidfd] = budget["fork"], pid
        self._poll.register(pidfd, select.POLLIN)
        _tell(self._control, {"forked": budget["fork"]}, pidfd)
        for descriptor in descriptors:
            os.close(descriptor)

    def _complete(self) -> None:
        try:
            self._zygote.complete()
        except BaseException as error:
            _tell(self._control, {"failed": f"{type(error).__name__}: {error}"})
            raise

    def _enter(self, parent: int, descriptors: list[int], budget: dict[str, Any]) -> None:
        """The child's side of a fork; never returns."""
        try:
            from grader.inside.entering import Fence, arrange_descriptors, become_worker
            from grader.layers import kernel

            kernel.die_with_parent(parent)
            fence = self._zygote.fence
            rules = arrange_descriptors(descriptors, fence.rules)
            self._control.detach()
            become_worker(Fence(rules, fence.filtered, fence.memory), budget)
        finally:
            os._exit(1)

    def _leave(self) -> None:
        """End all workers and wait for them, so that none is left to somebody else; then exit."""
        for _, pid in self._living.values():
            os.kill(pid, signal.SIGKILL)
        for _, pid in self._living.values():
            os.waitpid(pid, 0)
        os._exit(0)

    def _bury(self, pidfd: int) -> None:
        number, pid = self._living.pop(pidfd)
        self._poll.unregister(pidfd)
        os.close(pidfd)
        _, status, usage = os.wait4(pid, 0)
        code, cpu_s = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
        _tell(self._control, {"ended": number, "status": code, "cpu_s": cpu_s})


def _serve_single(control: socket.socket, zygote: _Zygote, descriptors: list[int]) -> None:
    """Wait for the budget, then be the worker."""
    from grader.inside.entering import Fence, arrange_descriptors, become_worker

    try:
        data = control.recv(65536)
    except OSError:
        data = b""
    if not data:  # not needed after all
        return
    control.close()
    budget = json.loads(data)
    if budget["late_parts"]:
        zygote.complete()
    rules = arrange_descriptors(descriptors, zygote.fence.rules)
    fence = Fence(rules, zygote.fence.filtered, zygote.fence.memory)
    become_worker(fence, budget)


if __name__ == "__main__":
    main()
