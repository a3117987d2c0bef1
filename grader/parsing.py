"""What can be said of a submission before it runs: syntax, and which modules it imports.

Parsing is done by a pristine worker, for a source can be made to crash a parser; and it is asked
before anything runs, so that what a learner's code raises later can never pass for a syntax error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from basis.texts import Message
from grader.cast import Pristine
from grader.course import Exercise
from grader.halt import Halt
from grader.submission import Submission
from grader.verdict import Frame, Outcome

#: Modules that are part of how one writes Python rather than a way to solve a task: always allowed.
_LANGUAGE = frozenset("__future__ abc collections dataclasses enum typing warnings".split())


def read_sources(exercise: Exercise, submission: Submission, pristine: Pristine) -> tuple[str, ...]:
    """Parse all files of a submission.

    Returns:
        The names of the functions and classes that its main file defines.

    Raises:
        Halt: if the submission cannot be run at all.
    """
    defined: tuple[str, ...] = ()
    for name, source in submission.files.items():
        parsed = pristine.parse(source, name)
        if parsed is None:
            raise Halt(Outcome.CRASHED, Message("parser_crashed", {"file": name}))
        halt = _syntax(parsed, name) or _imports(exercise, submission, parsed, name)
        if halt:
            raise halt
        if name == submission.main:
            defined = tuple(str(function) for function in parsed.get("functions") or ())
    return defined


def _syntax(parsed: Mapping[str, Any], name: str) -> Halt | None:
    error = parsed.get("error")
    if not isinstance(error, dict):
        return None
    line = _int(error.get("line"))
    fields = {"file": name, "line": line, "column": _int(error.get("column"))}
    fields["problem"] = str(error.get("message", ""))[:200]
    return Halt(Outcome.ERROR, Message("syntax_error", fields), (Frame(name, line, ""),))


def _imports(
    exercise: Exercise, submission: Submission, parsed: Mapping[str, Any], name: str
) -> Halt | None:
    """A teaching rule, no security: the sandbox does not rely on it."""
    if exercise.imports is None:
        return None
    own = {file.removesuffix(".py") for file in submission.files}
    allowed = exercise.imports | own | _LANGUAGE
    for pair in parsed.get("imports") or ():
        if isinstance(pair, list | tuple) and len(pair) == 2 and pair[0] not in allowed:
            fields = {"file": name, "line": _int(pair[1]), "module": str(pair[0])[:60]}
            fields["allowed"] = ", ".join(sorted(exercise.imports))
            return Halt(Outcome.FAILED, Message("import_not_allowed", fields))
    return None


def _int(value: Any) -> int:
    return value if type(value) is int else 0
