"""`quiz check`: every question of the banks is tried, and what is wrong is reported at once.

Questions are tried, and formulas shown, in processes of their own, since it takes minutes for a
thousand questions. The programs of `output` questions run where the face says.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from quiz.authoring.coverage import Coverage, coverage
from quiz.authoring.exams import exam_findings
from quiz.authoring.execution import RUNNER_BROKEN, execution_problems
from quiz.authoring.guessability import Strategy, guessing_problem, strategies
from quiz.authoring.places import Places
from quiz.authoring.runner import Runner
from quiz.authoring.trial import SEEDS, Trial, try_question
from quiz.authoring.typesetting import Job, Typeset, formula_problems
from quiz.authoring.workers import PROCESS_LOST, Workers, workers
from quiz.bank.bank import Bank
from quiz.exam.blueprints import blueprint_files
from quiz.finding import Finding, Problem
from quiz.question import Question

#: Told file and id of a question, whether it is wanted.
Chosen = Callable[[str, str], bool]
#: The id of a question, and what is wrong with it.
Fault = tuple[str, Problem]

OUR_FAULT = "our-fault"
#: Rules of what is no fault of an author.
_OURS = (OUR_FAULT, PROCESS_LOST, RUNNER_BROKEN)


@dataclass(frozen=True)
class Report:
    """What `quiz check` found.

    Attributes:
        findings: every fault, by place.
        files: banks and blueprints of exams that were checked.
        questions: questions that were read and tried; `right_questions` of them have no fault.
        variants: distinct variants of the right ones.
        proven: questions with a proven closed form, each with how ("symbolic", "numeric").
        unproven: questions whose program nobody could run.
        strategies: how guessing fares over all banks together.
        coverage: how much of the course is asked.
        seconds: how long it took.
    """

    findings: tuple[Finding, ...]
    files: int
    questions: int
    right_questions: int
    variants: int
    proven: tuple[tuple[str, str], ...]
    unproven: tuple[str, ...]
    strategies: tuple[Strategy, ...]
    coverage: Coverage
    seconds: float

    @property
    def faulty_files(self) -> int:
        """Those with at least one fault."""
        return len({finding.file for finding in self.findings})

    @property
    def exit_code(self) -> int:
        """0 if all is right, 2 if authors have to mend something, 3 if only we have."""
        faults = {finding.rule in _OURS for finding in self.findings}
        return 0 if not faults else 2 if False in faults else 3


def check(
    bank: Bank,
    chosen: Chosen | None = None,
    runner: Runner | None = None,
    *,
    seeds: int = SEEDS,
    typeset: Typeset | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Check questions.

    Args:
        bank: all banks, since some rules are about all of them together.
        chosen: told file and id of a question, whether it is tried and reported; None for all.
            Only all of them together are tried for being guessed.
        runner: runs the programs of `output` questions.
        seeds: seeds drawn of each question.
        typeset: remembers formulas that were typeset before.
        progress: told how many questions of how many have been tried.
    """
    started = time.monotonic()
    asked = [entry for entry in bank.entries if chosen is None or chosen(entry.file, entry.id)]
    questions = [bank.question(entry.id) for entry in asked]
    trials, problems = _try_all(questions, seeds, typeset or Typeset(), progress)
    guessed = strategies({t.question: t.clues for t in trials}) if chosen is None else ()
    problems += _programs(trials, runner)
    problems += ((s.examples[0], guessing_problem(s)) for s in guessed if s.beats_chance)
    findings = [*_found_before(bank, chosen), *_placed(problems, questions, bank.folder)]
    exams = [file for file in blueprint_files(bank.folder) if chosen is None or chosen(file, "")]
    right = [trial for trial in trials if trial.question not in {f.question for f in findings}]
    return Report(
        findings=tuple(sorted(findings)),
        files=len({*exams, *(entry.file for entry in asked), *(f.file for f in findings)}),
        questions=len(questions),
        right_questions=len(right),
        variants=sum(trial.variants for trial in right),
        proven=tuple((trial.question, trial.proven) for trial in trials if trial.proven),
        unproven=tuple(t.question for t in trials if t.programs and runner is None),
        strategies=guessed,
        coverage=coverage(questions, bank.syllabus),
        seconds=time.monotonic() - started,
    )


def _try_all(
    questions: Sequence[Question],
    seeds: int,
    typeset: Typeset,
    progress: Callable[[int, int], None],
) -> tuple[list[Trial], list[Fault]]:
    """Try all questions and show their formulas, on all cores; the trials, and their faults."""
    trials: list[Trial] = []
    with workers(len(questions)) as those:
        for trial in those.map(partial(_tried, seeds=seeds), questions, _untried):
            trials.append(trial)
            progress(len(trials), len(questions))
        unshown = list(_unshown(trials, typeset, those))
    problems = [(trial.question, problem) for trial in trials for problem in trial.problems]
    return trials, problems + unshown


def _found_before(bank: Bank, chosen: Chosen | None) -> Iterator[Finding]:
    """What was wrong already when banks were read, and what is with blueprints of exams."""
    for finding in (*bank.findings, *exam_findings(bank)):
        if chosen is None or chosen(finding.file, finding.question):
            yield finding


def _placed(
    problems: Iterable[Fault], questions: Iterable[Question], folder: Path
) -> Iterator[Finding]:
    places, by_id = Places(folder), {question.id: question for question in questions}
    for id, problem in problems:
        yield places.finding(by_id[id], problem)


def _tried(question: Question, seeds: int) -> Trial:
    """Try a question; a fault of ours in one of them does not stop the others."""
    try:
        return try_question(question, seeds)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        fields = {"type": type(error).__name__, "text": str(error), "where": where}
        return Trial(question.id, (Problem(OUR_FAULT, (), fields),))


def _untried(question: Question) -> Trial:
    """The trial of a question whose process was killed."""
    return Trial(question.id, (Problem(PROCESS_LOST),))


def _untypeset(job: Job) -> Problem | None:
    return Problem(PROCESS_LOST)


def _programs(trials: Iterable[Trial], runner: Runner | None) -> Iterator[Fault]:
    for trial in trials:
        if runner is not None and not trial.problems:
            for problem in execution_problems(trial.programs, runner):
                yield trial.question, problem


def _unshown(trials: Sequence[Trial], typeset: Typeset, those: Workers) -> Iterator[Fault]:
    """The formulas that cannot be shown; each text has one such fault."""
    wanted: dict[str, bool] = {}
    for formula in (formula for trial in trials for formula in trial.formulas):
        wanted[formula.tex] = wanted.get(formula.tex, False) or formula.typeset
    problems = formula_problems(wanted, typeset, partial(those.map, lost=_untypeset))
    for trial in trials:
        faulty = {f.at: problems[f.tex] for f in reversed(trial.formulas) if f.tex in problems}
        for at, problem in faulty.items():
            yield trial.question, replace(problem, at=at)
