"""One submission through all checks of its exercise: parse, load, check, replay, diagnose."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from basis.texts import Message
from grader.cast import Ensemble, Pristine, SubmissionCast
from grader.collection import Check, Collection
from grader.course import Exercise
from grader.diagnosis import Diagnostician, Failure
from grader.errors import GraderError, SandboxError
from grader.halt import Halt
from grader.judgement import Refusal, judge, own_frames, placed, refusal
from grader.parsing import read_sources
from grader.race import Undecided
from grader.sandbox import Sandbox
from grader.scene import CheckSpec, Scene
from grader.submission import Submission
from grader.verdict import CheckResult, Isolation, Outcome, Verdict, overall

#: Outcomes of a check that are proven against the reference before a learner is told.
_PROVEN = frozenset(Outcome) - {Outcome.PASSED, Outcome.SKIPPED, Outcome.SLOW, Outcome.BROKEN}
#: A check that is broken on our side must not cost those that need it.
_MET = (Outcome.PASSED, Outcome.BROKEN)
_DIAGNOSED = (Outcome.FAILED, Outcome.ERROR)
#: Answers larger than this together are no catalogued mistake, and are not kept for comparison.
_COMPARED_BYTES = 32_000_000


class Grading:
    """Everything that stays warm between submissions.

    Args:
        isolation: tells (and enforces) the level of an exercise's workers.
        public_only: leave hidden checks out.
        races: run races and growth checks.
        diagnose: name mistakes.
    """

    def __init__(
        self,
        isolation: Callable[[Exercise], Isolation],
        public_only: bool,
        races: bool,
        diagnose: bool,
    ) -> None:
        self._isolation = isolation
        self._public_only, self._races, self._diagnose = public_only, races, diagnose
        self._collection = Collection()
        self._ensembles: dict[str, Ensemble] = {}
        self._pristine: dict[int, Pristine] = {}
        self._diagnosticians: dict[str, Diagnostician] = {}
        self._proofs: dict[tuple[str, str, int, int], Refusal | None] = {}

    def close(self) -> None:
        """End every worker and the pytest session."""
        for ensemble in self._ensembles.values():
            ensemble.close()
        for pristine in self._pristine.values():
            pristine.close()
        self._collection.close()

    def grade(
        self,
        exercise: Exercise,
        submission: Submission,
        seed: int,
        sandbox: Sandbox,
        on_checks: Callable[[Verdict], None] | None,
    ) -> Verdict:
        """Judge one submission; see Session.grade."""
        checks = self._collection.checks(exercise)
        isolation = self._isolation(exercise)  # waits until the zygote is warm
        started = time.monotonic()
        ensemble = self._ensemble(exercise, sandbox)
        run = _Run(self, exercise, submission, seed, ensemble, isolation, started)
        try:
            return run.verdict(checks, on_checks)
        finally:
            run.cast.close()

    def _ensemble(self, exercise: Exercise, sandbox: Sandbox) -> Ensemble:
        if exercise.slug not in self._ensembles:
            pristine = self._pristine.setdefault(id(sandbox), Pristine(sandbox))
            self._ensembles[exercise.slug] = Ensemble(exercise, sandbox, pristine)
        return self._ensembles[exercise.slug]

    def left_out(self, check: CheckSpec) -> str | None:
        """Why a check is not run at all, as a message key."""
        if self._public_only and not check.public:
            return "hidden_not_run"
        return None if self._races or not check.timed else "races_not_run"

    def play(self, check: Check, scene: Scene) -> Scene:
        """Run a check in a scene.

        Raises:
            GraderError: if processes of ours failed meanwhile; that is no verdict on anybody.
        """
        self._collection.play(check, scene)
        if isinstance(scene.error, GraderError):
            raise scene.error
        return scene

    def proven(self, check: Check, scene: Scene, ensemble: Ensemble) -> bool:
        """Whether the reference passes the same check with the same seed (remembered)."""
        key = (ensemble.exercise.slug, scene.check.name, scene.seed, scene.attempt)
        if key not in self._proofs:
            cast = ensemble.rehearsal()
            try:
                for _ in range(2):  # a hiccup of a crowded machine is no proof
                    error = self.play(check, replace(scene.again(), cast=cast)).error
                    if error is None:
                        break
                self._proofs[key] = None if error is None else refusal(error)
            finally:
                cast.close()
        return self._proofs[key] is None

    def refusal(self, slug: str, check: str, seed: int) -> Refusal | None:
        """Why a check that was found broken did not accept the reference."""
        every = (why for key, why in self._proofs.items() if key[:3] == (slug, check, seed))
        return next(filter(None, every), None)

    def diagnose(
        self, ensemble: Ensemble, results: Sequence[CheckResult], failures: Sequence[Failure]
    ) -> list[CheckResult]:
        """The results with the mistakes that they look like."""
        if not self._diagnose or not failures:
            return list(results)
        slug = ensemble.exercise.slug
        if slug not in self._diagnosticians:
            self._diagnosticians[slug] = Diagnostician(ensemble)
        try:
            named = self._diagnosticians[slug].diagnose(failures)
        except SandboxError:  # the verdict stands without it
            return list(results)
        return [replace(r, diagnosis=named.get(r.name, r.diagnosis)) for r in results]


class _Run:
    """One submission on its way to a verdict."""

    def __init__(
        self,
        grading: Grading,
        exercise: Exercise,
        submission: Submission,
        seed: int,
        ensemble: Ensemble,
        isolation: Isolation,
        started: float,
    ) -> None:
        self._grading, self._exercise = grading, exercise
        self._submission, self._seed = submission, seed
        self._ensemble, self._isolation = ensemble, isolation
        self._started = started
        self.cast: SubmissionCast = ensemble.cast(submission)
        self._results: dict[str, CheckResult] = {}
        self._failures: list[Failure] = []

    def verdict(
        self, checks: Sequence[Check], on_checks: Callable[[Verdict], None] | None
    ) -> Verdict:
        """Run everything."""
        try:
            self._load()
        except Halt as halt:
            return self._unloaded(checks, halt)
        printed = self.cast.main.printed()
        plain = [check for check in checks if not check.spec.timed]
        timed = [check for check in checks if check.spec.timed]
        for check in plain:
            self._results[check.spec.name] = self._result(check)
        results = self._diagnosed()
        if timed and on_checks:
            on_checks(self._conclude(checks, results, printed))
        for check in timed:
            results.append(self._result(check))
            self._results[check.spec.name] = results[-1]
        return self._conclude(checks, results, printed)

    def _load(self) -> None:
        pristine = self._ensemble.pristine
        self.cast.defined = read_sources(self._exercise, self._submission, pristine)
        self.cast.main.begin(self._seed, self._exercise.limits.cpu_s)
        self.cast.main.load()

    def _result(self, check: Check) -> CheckResult:
        spec = check.spec
        key = self._grading.left_out(spec)
        if key:
            return _skipped(spec, Message(key))
        unmet = [n for n in spec.needs if self._results[n].outcome not in _MET]
        if unmet:
            return _skipped(spec, Message("needs", {"checks": unmet}))
        return self._perform(check)

    def _perform(self, check: Check) -> CheckResult:
        spec = check.spec
        for attempt in range(spec.redraw + 1):
            scene = self._played(check, attempt)
            result = judge(scene, self._submission)
            if result.outcome is not Outcome.FAILED:
                break
        self.cast.clear()
        if isinstance(scene.error, Undecided):
            return broken(result)
        if result.outcome in _PROVEN and not self._grading.proven(check, scene, self._ensemble):
            return broken(result)
        if result.outcome in _DIAGNOSED and not spec.timed:
            exchanges = tuple(scene.record.exchanges)
            failure = Failure(spec.name, scene.worker_seed(), exchanges, spec.apart)
            if failure.size() <= _COMPARED_BYTES:
                self._failures.append(failure)
        return result

    def _played(self, check: Check, attempt: int) -> Scene:
        """The scene of a check; a race that the reference did not finish is run once more."""
        for _ in range(2):
            scene = Scene(check.spec, self.cast, self._seed, self._exercise.limits.cpu_s, attempt)
            self._grading.play(check, scene)
            if not isinstance(scene.error, Undecided):
                break
        return scene

    def _diagnosed(self) -> list[CheckResult]:
        results = list(self._results.values())
        results = self._grading.diagnose(self._ensemble, results, self._failures)
        self._results = {result.name: result for result in results}
        return results

    def _unloaded(self, checks: Sequence[Check], halt: Halt) -> Verdict:
        results = [_skipped(check.spec, Message("not_loaded")) for check in checks]
        verdict = self._conclude(checks, results, self.cast.main.printed())
        frames = own_frames(halt.frames, self._submission)
        load = placed(halt.message, self._submission)
        return replace(verdict, outcome=halt.outcome, load=load, frames=frames)

    def _conclude(
        self, checks: Sequence[Check], results: Sequence[CheckResult], printed: str
    ) -> Verdict:
        done = tuple(_in_file_order(checks, results))
        counted = [r for r in done if not r.bonus and r.outcome is not Outcome.BROKEN]
        return Verdict(
            slug=self._exercise.slug,
            title=self._exercise.title,
            outcome=overall(done),
            points=sum(result.points for result in done),
            max_points=sum(result.max_points for result in counted),
            seconds=time.monotonic() - self._started,
            seed=self._seed,
            isolation=self._isolation,
            checks=done,
            printed=printed,
        )


def _in_file_order(checks: Sequence[Check], results: Sequence[CheckResult]) -> list[CheckResult]:
    """Public checks first, as they stand in the files; checks still to come are marked so."""
    by_name = {result.name: result for result in results}
    waiting = Message("still_running")
    ordered = [by_name.get(c.spec.name) or _skipped(c.spec, waiting) for c in checks]
    return sorted(ordered, key=lambda result: not result.public)


def _skipped(spec: CheckSpec, message: Message) -> CheckResult:
    return CheckResult(
        name=spec.name,
        title=spec.title,
        public=spec.public,
        outcome=Outcome.SKIPPED,
        points=0.0,
        max_points=spec.points,
        bonus=spec.bonus,
        message=message,
    )


def broken(result: CheckResult) -> CheckResult:
    """The result of a check that its own reference does not pass: our fault."""
    return replace(
        result,
        outcome=Outcome.BROKEN,
        points=0.0,
        message=Message("broken", {"check": result.name}),
        evidence={},
        frames=(),
    )
