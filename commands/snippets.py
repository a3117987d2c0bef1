"""How the quiz has a program run: in a worker of the grader, of which it knows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from basis.errors import GongbuError
from basis.places import course_folder
from quiz.authoring.runner import Runner, RunResult


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
                return RunResult("", error.key, broken=True)
            return RunResult(ran.printed, ran.failure)

        yield run
