"""From what a scene left behind to a check's result: outcome, points, message, evidence. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.checks import CheckFailed
from grader.compare import REVEALING
from grader.halt import Halt
from grader.scene import Scene
from grader.submission import Submission
from grader.verdict import CheckResult, Frame, Message, Outcome
from grader.watchdog import Overrun

#: Longest text of an exception of ours that a learner is shown.
_MAX_TEXT = 200


def judge(scene: Scene, submission: Submission) -> CheckResult:
    """The result of a check that has run."""
    outcome, message, frames, evidence = _reading(scene.error)
    check = scene.check
    open_ = check.public or check.reveal
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
        seconds=sum(performer.seconds() for performer in scene.performers[:1]),
        message=message,
        evidence=facts if open_ else _discreet(facts),
        race=scene.race,
        frames=tuple(_with_code(frame, submission) for frame in frames),
        printed=scene.printed() if open_ else "",
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


def _discreet(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a hidden check may show: rung, shapes, counts and sizes, no inputs, no values."""
    return {key: value for key, value in facts.items() if key not in REVEALING | {"raised"}}


def _with_code(frame: Frame, submission: Submission) -> Frame:
    return replace(frame, code=submission.line(frame.file, frame.line).strip()[:120])
