"""From what a scene left behind to a check's result: outcome, points, message, evidence. Pure."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from basis.texts import Message
from grader.checks import CheckFailed
from grader.clean import clean
from grader.compare import REVEALING
from grader.halt import Halt
from grader.scene import Scene
from grader.submission import Submission
from grader.verdict import CheckResult, Frame, Outcome
from grader.watchdog import Overrun

#: Longest text of an exception of ours that a learner is shown.
_MAX_TEXT = 200
_MAX_CODE = 120
_MAX_HIDDEN_TEXT = 200

#: Facts that say how large an error is.
_SIZES = ("largest", "relative", "standard_errors")


def judge(scene: Scene, submission: Submission) -> CheckResult:
    """The result of a check that has run."""
    outcome, message, frames, evidence = _reading(scene.error)
    check = scene.check
    points = check.points if outcome is Outcome.PASSED else min(scene.earned, check.points)
    facts = {} if outcome is Outcome.PASSED else {**scene.facts(), **evidence}
    return CheckResult(
        name=check.name,
        title=check.title,
        public=check.public,
        outcome=outcome,
        points=points,
        max_points=check.points,
        bonus=check.bonus,
        seconds=scene.seconds(),
        message=placed(message, submission)
        if check.open
        else _discreet_message(message, submission),
        evidence=facts if check.open else _discreet(facts),
        race=scene.race,
        frames=own_frames(frames, submission),
        printed=scene.printed() if check.open else "",
        partial=tuple(scene.partial),
    )


def _reading(
    error: BaseException | None,
) -> tuple[Outcome, Message | None, tuple[Frame, ...], Mapping[str, Any]]:
    if error is None:
        return Outcome.PASSED, None, (), {}
    if isinstance(error, Halt):
        return error.outcome, error.message, error.frames, error.evidence
    if isinstance(error, CheckFailed):
        fault = error.fault
        fields = {"what": fault.what, **fault.fields}
        message = Message(f"rung_{fault.rung}", fields, error.says)
        return Outcome.FAILED, message, (), {"rung": fault.rung, "what": fault.what, **fault.fields}
    if isinstance(error, AssertionError):
        return Outcome.FAILED, Message("assertion"), (), {"rung": "property"}
    if isinstance(error, Overrun):
        return Outcome.FAILED, Message("too_much_to_check"), (), {"rung": "values"}
    # Anything else was raised by the check on what came back; whether the check itself is at
    # fault is settled by replaying it on the reference.
    fields = {"type": type(error).__name__, "text": str(error)[:_MAX_TEXT]}
    return Outcome.FAILED, Message("unusable"), (), {"rung": "type", "raised": fields}


@dataclass(frozen=True)
class Refusal:
    """How a check failed the reference, in full: for its author, never for a learner.

    Attributes:
        line: of check.py, None if unknown.
        message: what was wrong.
    """

    line: int | None
    message: Message


def refusal(error: BaseException) -> Refusal:
    """Why a check did not accept its own reference."""
    _, message, _, evidence = _reading(error)
    if raised := evidence.get("raised"):
        message = Message("prove_raised", raised)
    frames = traceback.extract_tb(error.__traceback__)
    line = next((f.lineno for f in reversed(frames) if Path(f.filename).name == "check.py"), None)
    return Refusal(line, message or Message("assertion"))


def _discreet(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a hidden check may show: rung, shapes, counts and sizes, no inputs, no values.

    Sizes are rounded: of a wrong answer of 0 the error is the expected value itself.
    """
    shown = {key: value for key, value in facts.items() if key not in REVEALING | {"raised"}}
    rounded = {key: float(f"{shown[key]:.2g}") for key in _SIZES if _is_size(shown.get(key))}
    return shown | rounded


def _is_size(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _discreet_message(message: Message | None, submission: Submission) -> Message | None:
    found = placed(message, submission)
    if found is None:
        return None
    fields = _discreet(found.fields)
    if "text" in fields:  # of an exception: enough to understand it, too little to carry inputs out
        fields["text"] = clean(str(fields["text"]), _MAX_HIDDEN_TEXT).split("\n")[0]
    return replace(found, fields=fields)


def placed(message: Message | None, submission: Submission) -> Message | None:
    """A message that names a line of the submission, in words of the file the learner sees."""
    if message is None or not {"file", "line"} <= set(message.fields):
        return message
    file, line = submission.place(message.fields["file"], message.fields["line"])
    return replace(message, fields={**message.fields, "file": file, "line": line})


def own_frames(frames: Sequence[Frame], submission: Submission) -> tuple[Frame, ...]:
    """The frames that are in the submission's files, with their code; others were made up."""
    return tuple(_found(frame, submission) for frame in frames if frame.file in submission.files)


def _found(frame: Frame, submission: Submission) -> Frame:
    file, line = submission.place(frame.file, frame.line)
    name = frame.function if _stands_in(frame.function, submission.files[frame.file]) else ""
    code = submission.line(frame.file, frame.line).strip()[:_MAX_CODE]
    return replace(frame, file=file, line=line, function=name, code=code)


def _stands_in(function: str, source: str) -> bool:
    """Whether a frame's function is one of the source's, or a nameless one; others are made up."""
    return function.startswith("<") or bool(re.search(rf"\bdef {re.escape(function)}\b", source))
