"""How a worker's life ends other than by our wish: an outcome for the learner, not our error."""

from __future__ import annotations

import re
import signal
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from grader.verdict import Frame

#: At most this many frames are kept of where a worker was.
MAX_FRAMES = 20


class Reason(StrEnum):
    """Why a worker ended."""

    CPU = "cpu"  # over its CPU limit
    WALL = "wall"  # waited, slept or was blocked over its limit
    MEMORY = "memory"  # killed by the system for want of memory
    FORBIDDEN = "forbidden"  # killed by the system-call filter
    SIGNAL = "signal"  # crashed: SIGSEGV and the like
    EXIT = "exit"  # ended itself
    PROTOCOL = "protocol"  # its reply was forged, malformed, oversized or unasked for
    OUTPUT = "output"  # wrote past its output limit around the capped writer


class WorkerEnded(Exception):
    """A worker ended instead of answering.

    Attributes:
        reason: why.
        detail: `signal` (name), `code` (exit code) or `what` (was malformed), as it applies.
        where: the learner's frames at that moment as far as known, outermost first.
    """

    def __init__(
        self,
        reason: Reason,
        detail: Mapping[str, Any] | None = None,
        where: tuple[Frame, ...] = (),
    ) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = dict(detail or {})
        self.where = where


def ended_by_status(status: int, cpu_s: float, cpu_limit_s: float) -> WorkerEnded:
    """Name the reason for an exit status, as a negative signal number or an exit code.

    Args:
        status: as in `subprocess.Popen.returncode`.
        cpu_s: CPU seconds the worker was last seen to have used in its life.
        cpu_limit_s: its lifetime limit; at this the system sends SIGXCPU, then SIGKILL.
    """
    if status >= 0:
        return WorkerEnded(Reason.EXIT, {"code": status})
    name = _signal_name(-status)
    reason = {"SIGXCPU": Reason.CPU, "SIGSYS": Reason.FORBIDDEN, "SIGXFSZ": Reason.OUTPUT}.get(name)
    if name == "SIGKILL":  # not sent by us: the hard CPU limit, or memory ran out
        reason = Reason.CPU if cpu_s >= 0.9 * cpu_limit_s else Reason.MEMORY
    return WorkerEnded(reason or Reason.SIGNAL, {"signal": name})


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


_FRAME = re.compile(r'^  File "([^"\n]{1,200})", line (\d{1,7}) in ([^\n]{1,200})$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U000([0-9a-f]{5}))")


def read_frames(text: str, files: Collection[str]) -> tuple[Frame, ...]:
    """Read the learner's frames from what Python's faulthandler wrote.

    The worker can write whatever it likes there, so only lines of exactly that form that name a
    file of the submission count. Forged ones mislead nobody but their author.

    Args:
        text: the dump, innermost frame first.
        files: file names of the submission.

    Returns:
        At most `MAX_FRAMES` frames, outermost first; of a deep recursion the innermost ones.
    """
    frames = [
        Frame(file, int(line), _unescape(function))
        for file, line, function in (match.groups() for match in _FRAME.finditer(text))
        if file in files
    ]
    return tuple(reversed(frames[:MAX_FRAMES]))


def _unescape(name: str) -> str:
    """Undo faulthandler's escapes, so that a function may have a Korean name."""
    plain = _ESCAPE.sub(lambda found: chr(int(next(filter(None, found.groups())), 16)), name)
    return plain if plain.isprintable() else name
