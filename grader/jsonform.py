"""Verdicts and faults as the JSON of `grade --json`. Pure.

Version 1. Programs rely on it: keys are only ever added; anything else raises the version.

    {"schema": 1,
     "seed": 7,                              of the run; null if nothing was judged
     "isolation": {"level": "strong", "missing": []},       null if nothing was judged
     "exercises": [
       {"slug", "title": {ko, en}, "outcome", "seconds",
        "points", "max_points",              points of bonus checks are on top of max_points
        "load": {ko, en} | null,             why the file could not be run at all
        "frames": [...], "printed": "",      where loading raised, and what it printed
        "content": "sha256...",              digest of the submission
        "checks": [
          {"name", "title": {ko, en}, "public", "bonus", "outcome", "points", "max_points",
           "mistake": "missing-scale" | null,
           "diagnosis": {"says": {ko, en}, "hint": {ko, en} | null, "concepts": [...]} | null,
           "message": {ko, en} | null,
           "evidence": {...},                facts of the failure; of a hidden check no inputs
           "race": {"ratio", "limit", "pairs"} | null,
           "frames": [{"file", "line", "function", "code"}],      outermost first
           "printed": "", "partial": [{ko, en}], "seconds"}]}],
     "problems": [{"slug", "key", "message": {ko, en}, "exit_code"}]}

`outcome` is a value of grader.verdict.Outcome. `problems` names exercises that could not be judged
(and, with the key history_..., verdicts that could not be kept). A command that fails as a whole
prints {"schema": 1, "error": {"key", "message": {ko, en}, "exit_code", "fields": {...}}}.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from basis.errors import GongbuError
from basis.jsonform import both, error_form, plain
from basis.texts import Message
from grader.texts import in_both
from grader.verdict import CheckResult, Frame, Verdict

SCHEMA = 1


def run_form(
    verdicts: Sequence[tuple[Verdict, str]], problems: Sequence[tuple[str, GongbuError]] = ()
) -> dict[str, Any]:
    """The document of a run.

    Args:
        verdicts: each with the digest of its submission.
        problems: slugs with what stood in the way of judging or keeping them.
    """
    first = verdicts[0][0] if verdicts else None
    isolation = first and {
        "level": first.isolation.level.value,
        "missing": list(first.isolation.missing),
    }
    return {
        "schema": SCHEMA,
        "seed": first.seed if first else None,
        "isolation": isolation,
        "exercises": [_exercise(verdict, content) for verdict, content in verdicts],
        "problems": [{"slug": slug, **error_form(error)} for slug, error in problems],
    }


def _exercise(verdict: Verdict, content: str) -> dict[str, Any]:
    return {
        "slug": verdict.slug,
        "title": both(verdict.title),
        "outcome": verdict.outcome.value,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "seconds": round(verdict.seconds, 4),
        "load": _message(verdict.load),
        "frames": [_frame(frame) for frame in verdict.frames],
        "printed": verdict.printed,
        "content": content,
        "checks": [_check(check) for check in verdict.checks],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    race = check.race
    diagnosis = check.diagnosis
    return {
        "name": check.name,
        "title": both(check.title),
        "public": check.public,
        "bonus": check.bonus,
        "outcome": check.outcome.value,
        "points": check.points,
        "max_points": check.max_points,
        "mistake": diagnosis.mistake if diagnosis else None,
        "diagnosis": diagnosis
        and {
            "says": both(diagnosis.says),
            "hint": both(diagnosis.hint) if diagnosis.hint else None,
            "concepts": list(diagnosis.concepts),
        },
        "message": _message(check.message),
        "evidence": plain(check.evidence),
        "race": race and {"ratio": race.ratio, "limit": race.limit, "pairs": race.pairs},
        "frames": [_frame(frame) for frame in check.frames],
        "printed": check.printed,
        "partial": [both(part) for part in check.partial],
        "seconds": round(check.seconds, 4),
    }


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "file": frame.file,
        "line": frame.line,
        "function": frame.function,
        "code": frame.code,
    }


def _message(message: Message | None) -> dict[str, str] | None:
    if message is None:
        return None
    return both(message.text or in_both(message.key, message.fields))
