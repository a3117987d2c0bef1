"""The time that `quiz check` takes: all banks, first and second run, on all cores.

    python -m bench.quiz_check [--rounds 2]

The first run of a round trusts nothing; the second one knows what was typeset and read before.
Printed is the time a question, the time for a thousand questions, and where a first run's time goes
(in CPU seconds of one core, so that the parts add up whatever the cores do).
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.snippets import snippet_runner
from quiz.authoring.checking import check
from quiz.authoring.execution import execution_problems
from quiz.authoring.proof import proof_of
from quiz.authoring.trial import try_question
from quiz.authoring.typesetting import Typeset, formula_problems
from quiz.bank.bank import Bank

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    seconds: dict[str, list[float]] = {"first": [], "second": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder, snippet_runner() as runner:
            for name, taken in seconds.items():
                start = time.perf_counter()
                bank = Bank.open(QUESTIONS, Path(folder))
                report = check(bank, None, runner, typeset=Typeset(Path(folder)))
                taken.append(time.perf_counter() - start)
                assert name == "first" or not report.unproven
    count = report.questions
    print(f"{count} questions, {report.variants:,} variants, {len(report.findings)} problems")
    for name, taken in seconds.items():
        each = statistics.median(taken) / count
        print(f"{name:<7}{count * each:>7.1f} s{1e3 * each:>7.0f} ms a question", end="")
        print(f"{1000 * each / 60:>7.1f} min for a thousand")
    parts()


def parts() -> None:
    """Print where the time goes, on one core."""
    spent: Counter[str] = Counter()
    with spending(spent, "reading"):
        bank = Bank.open(QUESTIONS)
        questions = [bank.question(entry.id) for entry in bank.entries]
    with spending(spent, "proofs by sympy (their own processes)", wall=True):
        for question in questions:
            proof_of(question)
    plain = [q for q in questions if not q.body.get("proof")]
    with spending(spent, "variants, samples, answers"):
        trials = [try_question(question) for question in plain]
    formulas = {f.tex: f.typeset for trial in trials for f in trial.formulas}
    with spending(spent, f"formulas in the terminal ({len(formulas)})"):
        formula_problems(dict.fromkeys(formulas, False), Typeset())
    typeset = {tex: both for tex, both in formulas.items() if both}
    with spending(spent, f"formulas in the terminal and typeset ({len(typeset)})"):
        formula_problems(typeset, Typeset())
    prompts = [prompt for trial in trials for prompt in trial.programs]
    with (
        snippet_runner() as runner,
        spending(spent, f"programs, with the start of the sandbox ({len(prompts)})", wall=True),
    ):
        for trial in trials:
            if runner is not None:
                list(execution_problems(trial.programs, runner))
    for name, taken in spent.most_common():
        print(f"    {name:<56}{taken:>7.1f} s")


@contextmanager
def spending(spent: Counter[str], name: str, *, wall: bool = False) -> Iterator[None]:
    clock = time.perf_counter if wall else time.process_time
    start = clock()
    yield
    spent[name] += clock() - start  # type: ignore[assignment]  # a Counter counts seconds too


if __name__ == "__main__":
    main()
