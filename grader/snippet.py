"""A program of ours that is run for what it prints, such as one that a question asks about."""

from __future__ import annotations

from dataclasses import dataclass

from grader.answer import MalformedAnswer, Raised, read_answer
from grader.ending import WorkerEnded
from grader.sandbox import Sandbox

_CPU_S = 5.0
_FILE = "snippet.py"


@dataclass(frozen=True)
class Ran:
    """What came of a program.

    Attributes:
        printed: what it printed, cleaned and capped as a learner's output is.
        failure: why it did not end well; "" if it did.
    """

    printed: str
    failure: str = ""


def run_snippet(sandbox: Sandbox, source: str) -> Ran:
    """Run a program in a worker of its own.

    Raises:
        IsolationError, SandboxError: if there can be no worker.
    """
    failure = ""
    with sandbox.spawn() as worker:
        try:
            reply = worker.request(
                ["load", {"files": {_FILE: source}, "main": _FILE}], cpu_s=_CPU_S
            )
            answer = read_answer(reply.value)
            if isinstance(answer, Raised):
                failure = ": ".join(filter(None, (answer.type_name, answer.message)))
        except WorkerEnded as ended:
            failure = str(ended.reason)
        except MalformedAnswer:
            failure = "malformed answer"
        return Ran(worker.printed()[0], failure)
