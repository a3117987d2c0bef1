"""A learner at work: which files are to be judged, judging them, and keeping the verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import Course, Exercise
from grader.details import Coaching
from grader.errors import HistoryError, UsageError
from grader.history import Attempt, History, repeats
from grader.submission import read_submission
from grader.verdict import Outcome, Verdict
from grader.workspace import Workspace

if TYPE_CHECKING:  # it starts processes and imports what they run; only `grade SLUG` needs it
    from grader.session import Session


@dataclass(frozen=True)
class Target:
    """One exercise to be judged, and where the learner's work on it is."""

    exercise: Exercise
    path: Path

    def files(self) -> tuple[Path, ...]:
        """The files that it is made of."""
        if not self.path.is_dir():
            return (self.path,)
        notebook = Path(self.exercise.files[0]).with_suffix(".ipynb").name
        return tuple(self.path / name for name in (*self.exercise.files, notebook))


@dataclass(frozen=True)
class Graded:
    """A verdict, what may be said with it, and the digest of what it is about."""

    verdict: Verdict
    coaching: Coaching
    content: str


def targets(
    course: Course, workspace: Workspace, slugs: Sequence[str], submission: Path | None
) -> tuple[Target, ...]:
    """What a command line asks to be judged.

    Args:
        course: the exercises.
        workspace: the learner's folder.
        slugs: the exercises named; none means all that there is something of.
        submission: a file or folder to judge instead of the workspace.

    Raises:
        UsageError: if there is nothing to judge, or it is not clear what.
    """
    exercises = [course.exercise(slug) for slug in dict.fromkeys(slugs)]
    if submission is not None:
        return _submitted(course, exercises, submission)
    if not exercises:
        exercises = [course.exercise(slug) for slug in workspace.started(course)]
        if not exercises:
            raise UsageError("nothing_started", folder=str(workspace.folder))
    return tuple(Target(exercise, _begun(workspace, exercise)) for exercise in exercises)


def _begun(workspace: Workspace, exercise: Exercise) -> Path:
    path = workspace.submission(exercise)
    if path is None:
        raise UsageError("not_started", slug=exercise.slug, path=str(workspace.file(exercise)))
    # Of several files the folder is the submission.
    return path if len(exercise.files) == 1 else path.parent


def _submitted(course: Course, exercises: list[Exercise], submission: Path) -> tuple[Target, ...]:
    if submission.is_dir():
        found = exercises or [
            exercise
            for exercise in map(course.exercise, course.slugs())
            if any((submission / name).exists() for name in _main_names(exercise))
        ]
        if not found:
            raise UsageError("submission_empty", path=str(submission))
        return tuple(Target(exercise, submission) for exercise in found)
    if len(exercises) > 1:
        raise UsageError("submission_for_several", path=str(submission))
    if not exercises:
        if submission.stem not in course.slugs():
            raise UsageError("submission_of_what", path=str(submission))
        exercises = [course.exercise(submission.stem)]
    return (Target(exercises[0], submission),)


def _main_names(exercise: Exercise) -> tuple[str, str]:
    main = Path(exercise.files[0])
    return main.name, main.with_suffix(".ipynb").name


class Sitting:
    """Judges targets in one warm session and keeps what came of it.

    Args:
        session: judges.
        history: keeps verdicts, and knows earlier ones.
    """

    def __init__(self, session: Session, history: History) -> None:
        self._session = session
        self._history = history

    def grade(
        self,
        target: Target,
        seed: int | None = None,
        on_checks: Callable[[Graded], None] | None = None,
    ) -> Graded:
        """Judge a target; nothing is kept yet, so that the verdict can be shown first.

        Args:
            target: what to judge.
            seed: replays a run.
            on_checks: called with the verdict so far before races start, if there are any.

        Raises:
            GraderError: if it cannot be judged.
        """
        exercise = target.exercise
        submission = read_submission(target.path, exercise)
        content = submission.digest()
        earlier = self._earlier(exercise.slug)

        def graded(verdict: Verdict) -> Graded:
            return Graded(verdict, _coaching(exercise, verdict, earlier, content), content)

        early = None if on_checks is None else lambda verdict: on_checks(graded(verdict))
        return graded(self._session.grade(exercise.slug, submission, seed, early))

    def keep(self, graded: Graded) -> None:
        """Add a verdict to the log.

        Raises:
            HistoryError: if it cannot be kept.
        """
        self._history.add(graded.verdict, graded.content)

    def _earlier(self, slug: str) -> tuple[Attempt, ...]:
        try:
            return self._history.attempts(slug)
        except HistoryError:
            return ()  # `keep` will say so


def _coaching(
    exercise: Exercise, verdict: Verdict, earlier: Sequence[Attempt], content: str
) -> Coaching:
    mistakes = {check.diagnosis.mistake for check in verdict.checks if check.diagnosis}
    counts = {mistake: repeats(earlier, mistake, content) for mistake in mistakes}
    return Coaching(exercise.slug, counts)


def exit_code(verdicts: Sequence[Verdict]) -> int:
    """0 if all is right, 1 if something is wrong with the learner's work, 3 if with ours."""
    if any(c.outcome is Outcome.BROKEN for verdict in verdicts for c in verdict.checks):
        return 3
    return 0 if all(verdict.outcome is Outcome.PASSED for verdict in verdicts) else 1
