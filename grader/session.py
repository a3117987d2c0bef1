"""Grading: submissions in, verdicts out, from processes that stay warm."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from basis.heap import unswept
from basis.places import INSTALLED
from grader.course import Course, Exercise
from grader.errors import IsolationError
from grader.sandbox import Layers, Sandbox
from grader.submission import Submission
from grader.verdict import Isolation, Level, Verdict

if TYPE_CHECKING:
    from grader.grading import Grading
    from grader.judgement import Refusal

_LEVELS = list(Level)  # strongest first


class Session:
    """A grader that is ready to judge; a context manager.

    Zygotes are started first and import numpy or torch while this process imports the same, so
    that grading one file from cold costs little more than one import.

    Args:
        course: the exercises.
        prepare: slugs that will be graded first (their zygotes start at once).
        public_only: run only the checks that a student can read.
        require: the weakest level of isolation to accept.
        layers: layers of the sandbox to try.
        races: run races and growth checks (off only for measurements).
        diagnose: name mistakes (off only for measurements).
    """

    def __init__(
        self,
        course: Course,
        *,
        prepare: Sequence[str] = (),
        public_only: bool = False,
        require: Level | None = None,
        layers: Layers | None = None,
        races: bool = True,
        diagnose: bool = True,
    ) -> None:
        self._course = course
        self._require = require
        self._layers = layers or Layers()
        self._options = (public_only, races, diagnose)
        self._sandboxes: dict[str, Sandbox] = {}
        self._grading: Grading | None = None
        for slug in prepare:
            self._sandbox(course.exercise(slug).backend)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def grade(
        self,
        slug: str,
        submission: Submission,
        seed: int | None = None,
        on_checks: Callable[[Verdict], None] | None = None,
    ) -> Verdict:
        """Judge one submission.

        Args:
            slug: the exercise.
            submission: its files, from `read_submission`.
            seed: replays a run; drawn if None.
            on_checks: called with the verdict so far before races start, if there are any.

        Raises:
            ContentError: if the exercise itself is wrong.
            IsolationError: if the sandbox is weaker than required.
        """
        exercise = self._course.exercise(slug)
        sandbox = self._sandbox(exercise.backend)
        drawn = secrets.randbelow(1_000_000) if seed is None else seed
        return self._ready().grade(exercise, submission, drawn, sandbox, on_checks)

    def isolation(self, exercise: Exercise) -> Isolation:
        """How well the workers of an exercise are fenced in.

        Raises:
            IsolationError: if that is weaker than required.
        """
        found = self._sandbox(exercise.backend).isolation
        if self._require and _LEVELS.index(found.level) > _LEVELS.index(self._require):
            fields = {"level": found.level.value, "required": self._require.value}
            missing = ", ".join(found.missing)
            raise IsolationError("isolation_too_weak", missing=missing, **fields)
        return found

    def refusal(self, slug: str, check: str, seed: int) -> Refusal | None:
        """Why a check that was found broken with this seed did not accept the reference."""
        return self._ready().refusal(slug, check, seed)

    def close(self) -> None:
        """End every process."""
        if self._grading is not None:
            self._grading.close()
            self._grading = None
        for sandbox in self._sandboxes.values():
            sandbox.close()
        self._sandboxes.clear()

    def _sandbox(self, backend: str) -> Sandbox:
        if backend not in self._sandboxes:
            hidden = _content(self._course.root)
            self._sandboxes[backend] = Sandbox(backend, hidden=hidden, layers=self._layers)
        return self._sandboxes[backend]

    def _ready(self) -> Grading:
        if self._grading is None:
            with unswept():
                from grader.grading import Grading  # pytest: imported while the zygote warms up

            self._grading = Grading(self.isolation, *self._options)
        return self._grading


def _content(root: Path) -> list[Path]:
    """All content that no worker may read: the course's, and what a wheel put among libraries.

    A checkout may run where a wheel is installed as well; then there are two copies.
    """
    course = [root / name for name in ("solutions", "exercises", "questions", "tests")]
    installed = [Path(entry) / INSTALLED for entry in sys.path if entry]
    return course + [path for path in installed if path.is_dir()]
