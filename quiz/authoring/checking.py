"""`quiz check`: every question of the banks is tried, and what is wrong is reported at once.

Questions are tried in processes of their own, since it takes minutes for a thousand of them. The
programs of `output` questions run where the face says, and formulas are typeset, each only once.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quiz.authoring.coverage import Coverage, coverage
from quiz.authoring.execution import execution_problems
from quiz.authoring.guessability import Strategy, strategies
from quiz.authoring.places import Places
from quiz.authoring.runner import Runner
from quiz.authoring.trial import SEEDS, Formula, Trial, try_question
from quiz.authoring.typesetting import Typesetter, terminal_problem
from quiz.bank.bank import Bank
from quiz.finding import Finding, Problem
from quiz.question import Question

#: A process is told of so many questions at a time.
_CHUNK = 4


@dataclass(frozen=True)
class Report:
    """What `quiz check` found.

    Attributes:
        findings: every fault, by place.
        files: banks that were checked.
        questions: questions that were read and tried; `right_questions` of them have no fault.
        variants: distinct variants of the right ones.
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
    unproven: tuple[str, ...]
    strategies: tuple[Strategy, ...]
    coverage: Coverage
    seconds: float

    @property
    def faulty_files(self) -> int:
        """Banks with at least one fault."""
        return len({finding.file for finding in self.findings})


def check(
    bank: Bank,
    chosen: Callable[[str, str], bool] | None = None,
    runner: Runner | None = None,
    *,
    seeds: int = SEEDS,
    typesetter: Typesetter | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Check questions.

    Args:
        bank: all banks, since some rules are about all of them together.
        chosen: told file and id of a question, whether it is tried and reported; None for all.
            Only all of them together are tried for being guessed.
        runner: runs the programs of `output` questions.
        seeds: seeds drawn of each question.
        typesetter: remembers formulas that were set before.
        progress: told how many questions of how many have been tried.
    """
    started = time.monotonic()
    asked = [e for e in bank.entries if chosen is None or chosen(e.file, e.id)]
    questions = [bank.question(entry.id) for entry in asked]
    trials = []
    for trial in _trials(questions, seeds):
        trials.append(trial)
        progress(len(trials), len(questions))
    guessed = strategies({t.question: t.clues for t in trials}) if chosen is None else ()
    found = [
        *((trial.question, problem) for trial in trials for problem in trial.problems),
        *_programs(trials, runner),
        *_typeset(trials, typesetter or Typesetter()),
        *((s.examples[0], _guessable(s)) for s in guessed if s.beats_chance),
    ]
    places, by_id = Places(bank.folder), {question.id: question for question in questions}
    read = [f for f in bank.findings if chosen is None or chosen(f.file, f.question)]
    findings = [*read, *(places.finding(by_id[id], problem) for id, problem in found)]
    right = [trial for trial in trials if trial.question not in {f.question for f in findings}]
    return Report(
        findings=tuple(sorted(findings)),
        files=len({*(entry.file for entry in asked), *(finding.file for finding in findings)}),
        questions=len(questions),
        right_questions=len(right),
        variants=sum(trial.variants for trial in right),
        unproven=tuple(t.question for t in trials if t.programs and runner is None),
        strategies=guessed,
        coverage=coverage(questions, bank.syllabus),
        seconds=time.monotonic() - started,
    )


def _guessable(strategy: Strategy) -> Problem:
    fields = {
        "strategy": strategy.name,
        "hits": strategy.hits,
        "bets": strategy.bets,
        "expected": strategy.expected,
        "p_value": strategy.p_value,
        "examples": list(strategy.examples),
    }
    return Problem("guessable", (), fields)


def _trials(questions: Sequence[Question], seeds: int) -> Iterator[Trial]:
    """The trials of questions, in their order, on every core."""
    tried = partial(_tried, seeds=seeds)
    cores = min(os.cpu_count() or 1, len(questions) // _CHUNK)
    if cores < 2:
        yield from map(tried, questions)
        return
    with ProcessPoolExecutor(cores) as pool:
        yield from pool.map(tried, questions, chunksize=_CHUNK)


def _tried(question: Question, seeds: int) -> Trial:
    """Try a question; a fault of ours in one of them does not stop the others."""
    try:
        return try_question(question, seeds)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        fields = {"type": type(error).__name__, "text": str(error), "where": where}
        return Trial(question.id, (Problem("our-fault", (), fields),))


def _programs(trials: Sequence[Trial], runner: Runner | None) -> Iterator[tuple[str, Problem]]:
    for trial in trials:
        if runner is not None and not trial.problems:
            for problem in execution_problems(trial.programs, runner):
                yield trial.question, problem


def _typeset(trials: Sequence[Trial], typesetter: Typesetter) -> Iterator[tuple[str, Problem]]:
    """The formulas that cannot be shown: each is tried once, and each text has one such fault."""
    seen: set[tuple[str, bool]] = set()
    faulty: set[object] = set()
    for trial in trials:
        for formula in trial.formulas:
            place = (trial.question, formula.at)
            if (formula.tex, formula.typeset) in seen or place in faulty:
                continue
            seen.add((formula.tex, formula.typeset))
            if problem := _unshown(formula, typesetter):
                faulty.add(place)
                yield trial.question, Problem(problem.rule, formula.at, problem.fields)
    typesetter.save()


def _unshown(formula: Formula, typesetter: Typesetter) -> Problem | None:
    found = terminal_problem(formula.tex)
    return found or (typesetter.problem(formula.tex) if formula.typeset else None)
