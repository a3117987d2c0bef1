"""A submission performing in sandboxed workers: loaded when first asked, replaced when one ends.

The learner's file, the reference and the wrong variants are all performed by this class, so that
they are judged and compared under the same conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.answer import Answer, MalformedAnswer, Raised, Returned, read_answer
from grader.budget import Budget
from grader.ending import Reason, WorkerEnded
from grader.halt import Halt, halt_by_ending, halt_by_raised
from grader.late import mentions_late_parts
from grader.sandbox import Limits, Reply, Sandbox, Worker
from grader.verdict import Outcome

_LOAD_CPU_S = 5.0


@dataclass(frozen=True)
class Script:
    """What a worker loads: sources by file name, the main file, and code of ours around it."""

    files: Mapping[str, str]
    main: str
    before: str | None = None
    after: str | None = None

    def message(self) -> list[Any]:
        """The `load` request."""
        parts = {"files": dict(self.files), "main": self.main}
        return ["load", parts | {"before": self.before, "after": self.after}]

    def wants_late_parts(self) -> bool:
        """Whether any of it looks as if it used what torch imports late."""
        sources = (*self.files.values(), self.before or "", self.after or "")
        return any(map(mentions_late_parts, sources))


class Performer:
    """Performs one script, check after check.

    Args:
        sandbox: forks the workers.
        script: what they load.
        limits: of each worker.
        budget: what all performers of a submission may spend together; None for files of ours,
            whose workers are renewed well before their lifetime limit.

    Attributes:
        turn: a new object for every check begun.
        last: the last reply.
    """

    def __init__(
        self, sandbox: Sandbox, script: Script, limits: Limits, budget: Budget | None = None
    ) -> None:
        self._sandbox = sandbox
        self._script = script
        self._limits = replace(limits, late_parts=script.wants_late_parts())
        self._ours = budget is None
        self._budget = budget or Budget()
        self._worker: Worker | None = None
        self._spent = 0.0
        self._seed = 0
        self._seeded = False
        self._cpu_s = 1.0
        self._processor: int | None = None
        self._begun_at = 0.0  # CPU when the check began
        self._counted_from = 0.0  # CPU from which its budget counts
        self._accounted = 0.0  # CPU that the budget knows of
        self.last: Reply | None = None
        self.turn: object = None

    def begin(self, seed: int, cpu_s: float) -> None:
        """Start a check: its own seed for global generators, its own CPU budget."""
        self.turn = object()
        self._seed, self._seeded = seed, False
        self._cpu_s = cpu_s
        if self._ours:
            self._renew()
        self._begun_at = self._counted_from = self.cpu()
        if self._worker is not None and self._worker.alive:
            self._worker.forget_output()
        else:
            self._retire()

    def allow(self, cpu_s: float) -> None:
        """Grant a new CPU budget from now on, within the same check."""
        self._cpu_s, self._counted_from = cpu_s, self.cpu()

    @property
    def processor(self) -> int | None:
        """Where its worker computed last; None without a worker, or where that is not known."""
        return self._worker.processor if self._worker else None

    def settle(self, processor: int) -> None:
        """Compute on one processor from now on, whichever worker it is that computes."""
        self._processor = processor
        if self._worker is not None:
            self._worker.settle(processor)

    def cpu(self) -> float:
        """CPU seconds spent by all workers so far."""
        return self._spent + (self._worker.cpu() if self._worker else 0.0)

    def seconds(self) -> float:
        """CPU seconds spent since `begin`."""
        return self.cpu() - self._begun_at

    def printed(self) -> str:
        """What was printed since `begin`, cleaned and capped; "" if nothing ran."""
        return self._worker.printed()[0] if self._worker else ""

    def load(self) -> None:
        """Have a worker with the script loaded; that has a limit of its own and is no check's time.

        Raises:
            Halt: if the script raises or runs away while it is loaded.
        """
        if self._worker is not None and self._worker.alive:
            return
        self._retire()
        before = self.cpu()
        self._worker = self._sandbox.spawn(self._limits)
        if self._processor is not None:
            self._worker.settle(self._processor)
        self._seeded = False
        answer = self._request(self._script.message(), max(self._cpu_s, _LOAD_CPU_S))
        if isinstance(answer, Raised):
            raise halt_by_raised(answer)
        self._counted_from += self.cpu() - before

    def ask(self, message: list[Any], function: str = "") -> Answer:
        """Send one request to the (loaded, seeded) worker.

        Raises:
            Halt: if the worker ends instead of answering, or may not be asked any more.
        """
        self._budget.check(function)
        self.load()
        if not self._seeded:
            self._request(["seed", self._seed], self._cpu_s)
            self._seeded = True
        left = self._cpu_s - (self.cpu() - self._counted_from)
        try:
            return self._request(message, max(left, 0.01))
        except Halt as halt:
            if halt.outcome is Outcome.TIMEOUT:
                self._budget.ran_away(function)
            raise

    def _request(self, message: list[Any], cpu_s: float) -> Answer:
        assert self._worker is not None
        try:
            self.last = self._worker.request(message, cpu_s=cpu_s)
            self._budget.idle_s += self.last.idle_s
            return read_answer(self.last.value)
        except WorkerEnded as ended:
            raise halt_by_ending(ended, cpu_s if message[0] == "load" else self._cpu_s) from None
        except MalformedAnswer:
            self._worker.kill()
            forged = WorkerEnded(Reason.PROTOCOL, {"what": "malformed reply"})
            raise halt_by_ending(forged, self._cpu_s) from None
        finally:
            now = self.cpu()
            self._budget.cpu_s += now - self._accounted
            self._accounted = now

    def _renew(self) -> None:
        self._budget.runaways.clear()
        if self._worker is not None and self._worker.cpu() > self._limits.cpu_s / 2:
            self._retire()

    def _retire(self) -> None:
        if self._worker is not None:
            self._spent += self._worker.cpu()
            self._worker.close()
            self._worker = None

    def close(self) -> None:
        """End the worker."""
        self._retire()


def value_of(answer: Answer) -> Any:
    """The value of an answer that must be a return.

    Raises:
        Halt: if it is not.
    """
    if isinstance(answer, Returned):
        return answer.value
    raise halt_by_raised(answer)
