"""How long marking a formula takes, against sympy on the same pairs, and over hostile input.

    python -m bench.quiz_marking [--rounds 5] [--hostile 20000] [--without-sympy]

Marking is reading the answer, comparing it with the key, and naming the fault of a wrong one. sympy
gets both formulas parsed, its import is not counted, and each call has a process of its own that is
ended after 20 s.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection

from quiz.errors import FormulaError
from quiz.language.domains import read_domains
from quiz.language.equality import Verdict, compare
from quiz.language.grammar import parse
from quiz.language.probe import probe
from tests.quiz.language import mutants
from tests.quiz.language.formulas import KEYS, PAIRS, Pair
from tests.quiz.language.fuzz_formulas import fuzz_formulas

LIMIT_S = 20.0


def mark(text: str, key: str, names: Mapping[str, object]) -> Verdict:
    answer, right, domains = parse(text, names), parse(key, names), read_domains(names)
    verdict = compare(answer, right, domains).verdict
    if verdict is Verdict.WRONG:
        probe(answer, right, domains)
    return verdict


def seconds(text: str, key: str, names: Mapping[str, object], rounds: int) -> float:
    """The median time of marking an answer."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        mark(text, key, names)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def summary(times: list[float]) -> str:
    return f"median {statistics.median(times) * 1e3:8.2f} ms   worst {max(times) * 1e3:9.1f} ms"


def ask_sympy(pair: Pair, method: str, answer: Connection) -> None:
    import sympy

    from tests.quiz.language.rewrites import symbolic

    one, other = symbolic(pair.other, pair.names), symbolic(pair.key, pair.names)
    start = time.perf_counter()
    try:
        if method == "equals":
            equal = one.equals(other)
        else:
            equal = sympy.simplify(one - other) == 0
    except Exception:  # sympy raises on some pairs; that is no verdict
        equal = None
    answer.send((equal, time.perf_counter() - start))


def sympy_seconds(pair: Pair, method: str) -> tuple[object, float]:
    """The verdict of sympy and its time; None where it gave up or was ended."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=ask_sympy, args=(pair, method, there))
    process.start()
    found = here.recv() if here.poll(LIMIT_S + 5.0) else (None, LIMIT_S)
    process.kill()
    process.join()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--hostile", type=int, default=20_000)
    parser.add_argument("--without-sympy", action="store_true")
    args = parser.parse_args()

    ours = [seconds(pair.other, pair.key, pair.names, args.rounds) for pair in PAIRS]
    wrong = sum(
        (mark(pair.other, pair.key, pair.names) is Verdict.EQUAL) is not pair.equal
        for pair in PAIRS
    )
    print(f"{len(PAIRS)} pairs             {summary(ours)}   wrong verdicts {wrong}")

    rng, times = random.Random(5), []
    for key, names in [*((p.key, p.names) for p in PAIRS), *((k, n) for _, k, n in KEYS)]:
        for text in {mutants.finely(key, names, rng) for _ in range(15)} - {None}:
            try:
                times.append(seconds(text, key, names, args.rounds))
            except FormulaError:
                continue
    print(f"{len(times)} mutants, probed {summary(times)}")

    longest = fuzz_formulas(args.hostile, seed=1)
    print(f"{args.hostile} hostile answers: worst {longest * 1e3:.1f} ms of CPU time")
    if args.without_sympy:
        return

    import sympy  # noqa: F401  (processes are forked from here: none pays for the import)

    for method in ("equals", "simplify"):
        found = [sympy_seconds(pair, method) for pair in PAIRS]
        theirs = [took for _, took in found]
        wrong = sum(equal is not pair.equal for (equal, _), pair in zip(found, PAIRS, strict=True))
        ratios = [their / our for their, our in zip(theirs, ours, strict=True)]
        print(f"sympy {method:<14}{summary(theirs)}   wrong or none {wrong}")
        print(
            f"  against ours      median {statistics.median(ratios):8.0f}x    "
            f"least {min(ratios):.1f}x (sympy sees at once that they differ)"
        )


if __name__ == "__main__":
    main()
