"""Who performs: the learner's submission, the reference, its wrong variants, a pristine worker.

All come from one zygote; none can see another. What does not depend on the submission lives as
long as the session, so that a diagnosis costs calls and not processes.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.answer import Answer, Returned, read_answer
from grader.budget import Budget
from grader.course import Exercise
from grader.ending import WorkerEnded
from grader.errors import ContentError, SandboxError
from grader.performer import Performer, Script
from grader.race import Track
from grader.sandbox import Limits, Sandbox, Worker
from grader.scene import CheckSpec
from grader.student import Record, Student
from grader.submission import Submission

#: Lifetime limits of workers that run our own files: roomier than a learner's.
_OWN = Limits(cpu_s=600, memory_mb=2048, output_kb=256)
#: Lifetime CPU of a learner's worker beyond its checks' own limits, in seconds.
_SLACK_S = 10.0


class Pristine:
    """A worker that never loads anybody's file: it prices calls and parses sources."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._worker: Worker | None = None

    def price(self, args: list[Any], reply_bytes: int) -> float:
        """CPU seconds of decoding these arguments and answering with this many bytes.

        Raises:
            SandboxError: if no worker can tell.
        """
        for _ in range(2):  # the second time in a new worker
            try:
                return self._ready().request(["price", args, reply_bytes], cpu_s=10.0).cpu_s
            except WorkerEnded:
                continue
        raise SandboxError("no_price")

    def settle(self, processor: int) -> None:
        """Compute on this processor from now on, as long as its worker lives."""
        self._ready().settle(processor)

    def parse(self, source: str, name: str) -> dict[str, Any] | None:
        """Syntax error, imports and functions of a source; None if even parsing it ran away."""
        for _ in range(2):  # the second time in a new worker: the first may have been spoilt
            try:
                answer = self._answer(["parse", source, name])
            except WorkerEnded:
                continue
            if isinstance(answer, Returned) and isinstance(answer.value, dict):
                return answer.value
        return None

    def _answer(self, message: list[Any]) -> Answer:
        return read_answer(self._ready().request(message, cpu_s=2.0).value)

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.close()

    def _ready(self) -> Worker:
        worn = self._worker is not None and self._worker.cpu() > _OWN.cpu_s / 2
        if self._worker is None or not self._worker.alive or worn:
            self.close()
            self._worker = self._sandbox.spawn(_OWN)
        return self._worker


class Ensemble:
    """What an exercise needs besides a submission, for as long as a session lasts."""

    def __init__(self, exercise: Exercise, sandbox: Sandbox, pristine: Pristine) -> None:
        self.exercise = exercise
        self.sandbox = sandbox
        self.pristine = pristine
        self.parameters = _parameters(exercise)
        self.reference_script = self.script(self._with_rest(exercise.solution))
        self.reference = Performer(sandbox, self.reference_script, _OWN)
        self.understudy = Performer(sandbox, self.reference_script, _OWN)
        self._variants: dict[Path, Performer] = {}

    def script(self, files: Mapping[str, str]) -> Script:
        """The sources as a worker loads them, with the author's code around them."""
        before, after = self.exercise.before, self.exercise.after
        return Script(
            files,
            self.exercise.files[0],
            _source(before) if before else None,
            _source(after) if after else None,
        )

    def variant(self, path: Path) -> Performer:
        """The performer of a wrong variant."""
        if path not in self._variants:
            script = self.script(self._with_rest(path))
            self._variants[path] = Performer(self.sandbox, script, _OWN)
        return self._variants[path]

    def _with_rest(self, main: Path) -> dict[str, str]:
        """A main file of ours with the reference's other files."""
        names = self.exercise.files
        return {names[0]: _source(main)} | {
            name: _source(self.exercise.solutions / name) for name in names[1:]
        }

    def limits(self, check: CheckSpec | None = None) -> Limits:
        """Limits of a worker that performs a submission (for one check, if it is apart)."""
        own = self.exercise.limits
        memory = check.memory_mb if check and check.memory_mb else own.memory_mb
        seconds = max(own.total_cpu_s, check.cpu_s if check and check.cpu_s else 0.0)
        return Limits(seconds + _SLACK_S, memory, own.output_kb)

    def cast(self, submission: Submission) -> SubmissionCast:
        """The cast that judges a submission."""
        return SubmissionCast(self, self.script(submission.files))

    def rehearsal(self) -> Rehearsal:
        """The cast in which the reference plays the student: the proof of a check."""
        return Rehearsal(self, self.reference_script)

    def close(self) -> None:
        """End all workers."""
        for performer in (self.reference, self.understudy, *self._variants.values()):
            performer.close()


class SubmissionCast:
    """Performs a submission: one worker for most checks, others for those that stand apart."""

    def __init__(self, ensemble: Ensemble, script: Script) -> None:
        self._ensemble = ensemble
        self._script = script
        self._budget = Budget(ensemble.exercise.limits.total_cpu_s)
        self.main = Performer(ensemble.sandbox, script, ensemble.limits(), self._budget)
        self._apart: list[Performer] = []
        self.defined: tuple[str, ...] = ()

    def student(self, check: CheckSpec) -> Performer:
        """The submission's worker, or one of its own for a check that stands apart."""
        if not check.apart:
            return self.main
        performer = self._performer(check)
        self._apart.append(performer)
        return performer

    def reference(self) -> Performer:
        """The reference beside it."""
        return self._ensemble.reference

    def track(self, check: CheckSpec) -> Track:
        """Fresh workers for learner and reference, under the same limits."""
        sandbox, script = self._ensemble.sandbox, self._ensemble.reference_script
        limits = Limits(600, self._ensemble.limits(check).memory_mb, 64)
        learner = Performer(sandbox, self._script, limits, self._budget)
        return Track(learner, Performer(sandbox, script, limits), self._ensemble.pristine)

    def proxy(self, performer: Performer, record: Record, kind: type[Student] = Student) -> Student:
        """The object that checks call."""
        check_inputs = not self._ensemble.exercise.may_change_inputs
        return kind(performer, self._ensemble.parameters, record, self.defined, check_inputs)

    def clear(self) -> None:
        """End the workers of checks that stood apart."""
        for performer in self._apart:
            performer.close()
        self._apart.clear()

    def close(self) -> None:
        """End all workers of the submission."""
        self.clear()
        self.main.close()

    def _performer(self, check: CheckSpec) -> Performer:
        limits = self._ensemble.limits(check)
        return Performer(self._ensemble.sandbox, self._script, limits, self._budget)


class Rehearsal(SubmissionCast):
    """The reference in the student's place, in a worker that lives as long as the session."""

    def student(self, check: CheckSpec) -> Performer:
        """The understudy, or a worker of its own for a check that stands apart."""
        return super().student(check) if check.apart else self._ensemble.understudy

    def close(self) -> None:
        """End what this rehearsal started."""
        self.clear()


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError("file_missing", path, reason=str(error.strerror)) from None


def _parameters(exercise: Exercise) -> Mapping[str, Sequence[str]]:
    """Parameter names by function, read from the stub (our own file) without running it."""
    try:
        tree = ast.parse(_source(exercise.stub))
    except SyntaxError as error:
        raise ContentError("syntax", exercise.stub, error.lineno or 1, problem=error.msg) from None
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return {f.name: [arg.arg for arg in (*f.args.posonlyargs, *f.args.args)] for f in functions}
