"""A program of ours that is run for what it prints, such as one that a question asks about."""

from __future__ import annotations

from dataclasses import dataclass

from grader.answer import MalformedAnswer, Raised, read_answer
from grader.ending import Reason, WorkerEnded
from grader.sandbox import Sandbox

#: CPU seconds that a program may take.
CPU_S = 5.0
_FILE = "snippet.py"


@dataclass(frozen=True)
class Ran:
    """What came of a program.

    Attributes:
        printed: what it printed, cleaned and capped as a learner's output is.
        raised: the exception that it ended with, and what that says; "" if none.
        ended: how its worker ended instead; None if it did not.
    """

    printed: str
    raised: str = ""
    ended: WorkerEnded | None = None


def run_snippet(sandbox: Sandbox, source: str) -> Ran:
    """Run a program in a worker of its own.

    Raises:
        IsolationError, SandboxError: if there can be no worker.
    """
    raised, ended = "", None
    with sandbox.spawn() as worker:
        try:
            reply = worker.request(["load", {"files": {_FILE: source}, "main": _FILE}], cpu_s=CPU_S)
            answer = read_answer(reply.value)
            if isinstance(answer, Raised):
                raised = ": ".join(filter(None, (answer.type_name, answer.message)))
        except WorkerEnded as error:
            ended = error
        except MalformedAnswer:
            ended = WorkerEnded(Reason.PROTOCOL, {"what": "malformed reply"})
        return Ran(worker.printed()[0], raised, ended)
