"""How the quiz has a program run: in a worker of the grader, of which it knows nothing.

The grader's words for what goes wrong are for learners, so the quiz has its own (`program_...`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from basis.errors import GongbuError
from basis.places import course_folder
from basis.texts import Message, in_both
from quiz.authoring.runner import Runner, RunResult

if TYPE_CHECKING:
    from grader.ending import WorkerEnded


@contextmanager
def snippet_runner() -> Iterator[Runner | None]:
    """A runner that starts its sandbox when it is first needed; None where there can be none."""
    from grader.sandbox import Sandbox
    from grader.snippet import run_snippet

    try:
        sandbox = Sandbox("torch", hidden=[course_folder()])
    except GongbuError:
        yield None
        return
    with sandbox:

        def run(source: str) -> RunResult:
            try:
                ran = run_snippet(sandbox, source)
            except GongbuError as error:
                said = in_both(error.package, error.key, error.fields)
                return RunResult("", said, broken=True)
            if ran.ended is not None:
                return _cut_short(ran.printed, ran.ended)
            return RunResult(ran.printed, ran.raised)

        yield run


def _cut_short(printed: str, ended: WorkerEnded) -> RunResult:
    """What came of a program whose worker ended before it."""
    from grader.ending import Reason
    from grader.snippet import CPU_S

    if ended.reason is Reason.MEMORY:  # killed: what wants too much itself gets a MemoryError
        return RunResult(printed, Message("program_killed"), broken=True)
    fields = {"limit_s": CPU_S, **ended.detail}
    return RunResult(printed, Message(f"program_{ended.reason}", fields))
