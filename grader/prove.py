"""`grade check`: the proof of an exercise, by grading what its author wrote, with fixed seeds.

The stub passes nothing and is called not written; the reference passes everything; each wrong
variant is caught by exactly the checks that wrong.yaml names, and is diagnosed as itself.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course import Course, Exercise, Mistake
from grader.document import Document
from grader.errors import ContentError
from grader.lint import Problem, lint, problem_of
from grader.session import Session
from grader.submission import read_submission
from grader.verdict import CheckResult, Outcome, Verdict

#: Seeds of the proof. A variant is graded with the first of them only, the reference with all.
SEEDS = (1, 2, 3)

#: CPU seconds of the reference below which the votes of a race are noise (docs/adr/0004).
SHORTEST_RACE_S = 0.004

_UNTOUCHED = (Outcome.PASSED, Outcome.SKIPPED)
#: Outcomes that leave a record to compare; who only runs away or is slow cannot be named.
_RECORDED = (Outcome.FAILED, Outcome.ERROR)


@dataclass(frozen=True)
class Proof:
    """What came of proving one exercise.

    Attributes:
        problems: none, if everything holds.
        checks: how many checks the exercise has.
        variants: how many wrong variants were graded.
        runs: how many submissions were graded in all.
    """

    slug: str
    problems: tuple[Problem, ...]
    checks: int = 0
    variants: int = 0
    runs: int = 0


def prove(course: Course, session: Session, slug: str, seeds: Sequence[int] = SEEDS) -> Proof:
    """Prove one exercise.

    Args:
        course: where it is.
        session: grades; of the same course, with diagnosis on.
        slug: the exercise.
        seeds: seeds for the reference; the first one also for stub and variants.

    Raises:
        UsageError: if there is no such exercise.
    """
    problems = lint(course, slug)
    if problems:
        return Proof(slug, problems)  # what is graded by wrong facts proves nothing
    try:
        return _Bench(course.exercise(slug), session, seeds).proof()
    except ContentError as error:
        return Proof(slug, (problem_of(error),))


class _Bench:
    """Grades an exercise's own files, and compares what came of it with what was said."""

    def __init__(self, exercise: Exercise, session: Session, seeds: Sequence[int]) -> None:
        self._exercise, self._session, self._seeds = exercise, session, seeds
        self._runs = 0

    def proof(self) -> Proof:
        """Grade everything."""
        exercise = self._exercise
        references = [self._grade(exercise.solution, seed) for seed in self._seeds]
        problems = [p for verdict in references for p in self._reference(verdict)]
        if any(problem.rule != "prove_short_race" for problem in problems):
            return Proof(exercise.slug, _once(problems), runs=self._runs)  # nothing to prove with
        problems += self._points(references[0])
        problems += self._stub(self._grade(exercise.stub, self._seeds[0]))
        names = frozenset(check.name for check in references[0].checks)
        for mistake in exercise.mistakes.values():
            for form, caught_by in zip(mistake.forms, mistake.caught_by, strict=True):
                verdict = self._grade(form, self._seeds[0])
                problems += self._variant(mistake, form, caught_by, names, verdict)
        problems = _alike(problems)
        variants = sum(len(mistake.forms) for mistake in exercise.mistakes.values())
        return Proof(exercise.slug, _once(problems), len(names), variants, self._runs)

    def _grade(self, path: Path, seed: int) -> Verdict:
        self._runs += 1
        # The main file may have any name; the others of a submission lie beside the reference.
        several = len(self._exercise.files) > 1
        where = path.parent if several and path == self._exercise.solution else path
        return self._session.grade(
            self._exercise.slug, read_submission(where, self._exercise), seed
        )

    def _reference(self, verdict: Verdict) -> Iterator[Problem]:
        path = self._exercise.solution
        if verdict.load is not None:
            yield Problem(path, 1, "prove_not_loaded", {"outcome": verdict.outcome.value})
            return
        for check in verdict.checks:
            if check.outcome is not Outcome.PASSED:
                yield self._not_passed(check, verdict.seed)
            if check.race is not None and check.race.reference_s < SHORTEST_RACE_S:
                took = {"found_ms": 1e3 * check.race.reference_s}
                took["expected_ms"] = 1e3 * SHORTEST_RACE_S
                fields = {"check": check.name, **took}
                yield Problem(*self._definition(check), "prove_short_race", fields)

    def _not_passed(self, check: CheckResult, seed: int) -> Problem:
        """A check and the reference do not agree: said at the line of the check that failed."""
        fields = {"check": check.name, "outcome": check.outcome.value, "seed": seed}
        why = self._session.refusal(self._exercise.slug, check.name, seed)
        if check.outcome is not Outcome.BROKEN or why is None:
            return Problem(self._exercise.solution, 1, "prove_reference", fields)
        path, line = self._definition(check)
        return Problem(path, why.line or line, "prove_refused", fields, why.message)

    def _points(self, verdict: Verdict) -> Iterator[Problem]:
        points = sum(check.max_points for check in verdict.checks if not check.bonus)
        if abs(points - self._exercise.points) > 1e-9:
            doc = Document(self._exercise.folder / "exercise.yaml")
            fields = {"said": self._exercise.points, "found": points}
            yield Problem(doc.path, doc.position("points")[0], "prove_points", fields)

    def _stub(self, verdict: Verdict) -> Iterator[Problem]:
        path = self._exercise.stub
        if verdict.outcome is not Outcome.NOT_WRITTEN or verdict.points:
            fields = {"outcome": verdict.outcome.value, "points": verdict.points}
            yield Problem(path, 1, "prove_stub", fields)
        for check in verdict.checks:
            if check.outcome not in (Outcome.NOT_WRITTEN, Outcome.SKIPPED):
                fields = {"check": check.name, "outcome": check.outcome.value}
                yield Problem(path, 1, "prove_stub_check", fields)

    def _variant(
        self,
        mistake: Mistake,
        form: Path,
        caught_by: Sequence[str],
        names: frozenset[str],
        verdict: Verdict,
    ) -> Iterator[Problem]:
        yield from self._caught(mistake, form, caught_by, names, verdict)
        named = named_as(verdict)
        for other in sorted(named - {mistake.id}):
            yield Problem(form, 1, "prove_named_otherwise", {"mistake": mistake.id, "other": other})
        if mistake.id not in named and any(c.outcome in _RECORDED for c in verdict.checks):
            yield Problem(form, 1, "prove_not_named", {"mistake": mistake.id})

    def _caught(
        self,
        mistake: Mistake,
        form: Path,
        caught_by: Sequence[str],
        names: frozenset[str],
        verdict: Verdict,
    ) -> Iterator[Problem]:
        if verdict.load is not None:
            yield Problem(form, 1, "prove_not_loaded", {"outcome": verdict.outcome.value})
            return
        found, said = caught(verdict), frozenset(caught_by)
        about = {"mistake": mistake.id}
        for check in sorted(said - names):
            doc = Document(self._exercise.solutions / "wrong.yaml")
            near = "".join(difflib.get_close_matches(check, sorted(names), 1))
            key = "prove_unknown_check_near" if near else "prove_unknown_check"
            line = doc.position(mistake.id, "caught_by")[0]
            yield Problem(doc.path, line, key, about | {"check": check, "near": near})
        for check in sorted((said & names) - found):
            yield Problem(form, 1, "prove_not_caught", about | {"check": check})
        for check in sorted(found - said):
            yield Problem(form, 1, "prove_also_caught", about | {"check": check})

    def _definition(self, check: CheckResult) -> tuple[Path, int]:
        """File and line of a check."""
        folder = self._exercise.folder if check.public else self._exercise.solutions
        path = folder / "check.py"
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        return path, next((i for i, text in lines if f"def test_{check.name}(" in text), 1)


def caught(verdict: Verdict) -> frozenset[str]:
    """The checks that caught a submission: those that were run and did not pass."""
    return frozenset(c.name for c in verdict.checks if c.outcome not in _UNTOUCHED)


def named_as(verdict: Verdict) -> frozenset[str]:
    """The mistakes that the failed checks of a submission look like."""
    return frozenset(c.diagnosis.mistake for c in verdict.checks if c.diagnosis)


def _alike(problems: Sequence[Problem]) -> list[Problem]:
    """Say of a mistake that is not recognised which others are not: mostly they give one record."""
    unnamed = {p.fields["mistake"] for p in problems if p.rule == "prove_not_named"}
    if len(unnamed) < 2:
        return list(problems)
    return [
        replace(
            problem,
            rule="prove_not_named_alike",
            fields={**problem.fields, "others": sorted(unnamed - {problem.fields["mistake"]})},
        )
        if problem.rule == "prove_not_named"
        else problem
        for problem in problems
    ]


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Leave out what another seed said already."""
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        what = sorted(
            (k, str(v)) for k, v in problem.fields.items() if k not in ("seed", "found_ms")
        )
        seen.setdefault((problem.path, problem.line, problem.rule, *what), problem)
    return tuple(seen.values())
