"""How a learner's code ends a check by itself: the mapping from what happened to an outcome.

A `Halt` is a BaseException so that an author's `except Exception` cannot swallow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from basis.texts import Message
from grader.answer import Raised
from grader.ending import Reason, WorkerEnded
from grader.verdict import Frame, Outcome


class Halt(BaseException):
    """Ends the running check with an outcome that the learner's code brought about.

    Attributes:
        outcome: what the check is called.
        message: what to tell the learner.
        frames: the learner's own frames, outermost first.
        evidence: JSON-ready facts.
    """

    def __init__(
        self,
        outcome: Outcome,
        message: Message,
        frames: tuple[Frame, ...] = (),
        evidence: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(outcome, message)
        self.outcome = outcome
        self.message = message
        self.frames = frames
        self.evidence = dict(evidence or {})


_BY_REASON = {
    Reason.CPU: (Outcome.TIMEOUT, "ended_cpu"),
    Reason.WALL: (Outcome.TIMEOUT, "ended_wall"),
    Reason.MEMORY: (Outcome.MEMORY, "ended_memory"),
    Reason.FORBIDDEN: (Outcome.FORBIDDEN, "ended_forbidden"),
    Reason.SIGNAL: (Outcome.CRASHED, "ended_signal"),
    Reason.EXIT: (Outcome.CRASHED, "ended_exit"),
    Reason.PROTOCOL: (Outcome.CRASHED, "ended_protocol"),
    Reason.OUTPUT: (Outcome.CRASHED, "ended_output"),
}


def halt_by_ending(ended: WorkerEnded, limit_s: float) -> Halt:
    """The Halt for a worker that did not answer."""
    outcome, key = _BY_REASON[ended.reason]
    fields = {"limit_s": limit_s, "function": "", "file": "", "line": 0}
    fields |= {"signal": "", "code": 0, "what": ""} | {k: str(v) for k, v in ended.detail.items()}
    if ended.where:
        last = ended.where[-1]
        fields |= {"function": last.function, "file": last.file, "line": last.line}
        key = f"{key}_in" if outcome is Outcome.TIMEOUT else key
    return Halt(outcome, Message(key, fields), tuple(ended.where))


_NO_MEMORY = ("can't allocate memory", "not enough memory", "Unable to allocate")
_REFUSED = ("can't start new thread", "Operation not permitted", "Permission denied")


def halt_by_raised(raised: Raised) -> Halt:
    """The Halt for learner code that raised.

    What the worker says about an exception is believed only for the wording: every outcome here
    earns nothing.
    """
    fields = {"type": raised.type_name, "text": raised.message}
    if raised.kind == "exit":
        outcome, key = Outcome.ERROR, "called_exit"
    elif raised.type_name == "NotImplementedError" and not _is_torchs_own(raised.message):
        outcome, key = Outcome.NOT_WRITTEN, "not_written"
    elif "MemoryError" in raised.bases or any(sign in raised.message for sign in _NO_MEMORY):
        outcome, key = Outcome.MEMORY, "out_of_memory"
    elif _was_refused(raised):
        outcome, key = Outcome.FORBIDDEN, "refused"
    else:
        outcome, key = Outcome.ERROR, "raised" if raised.message else "raised_bare"
    return Halt(outcome, Message(key, fields), raised.frames)


def _is_torchs_own(text: str) -> bool:
    """Whether torch raised NotImplementedError: it does so for want of a kernel for a dtype."""
    return any(sign in text for sign in ("not implemented for '", "Could not run 'aten::"))


def _was_refused(raised: Raised) -> bool:
    refused = {"PermissionError", "BlockingIOError"} & set(raised.bases)
    return bool(refused) or any(sign in raised.message for sign in _REFUSED)
