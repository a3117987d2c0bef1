"""`make fuzz`: much random and spoilt input to everything that reads what others wrote.

    python -m tests.quiz.fuzz [--count 100000] [--seed S] [NAME...]

Each fuzzer raises at the first input that breaks a promise; the seed is printed for replaying it.
CI runs the same ones with smaller counts (tests/quiz/*/test_fuzzing.py).
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import time

#: Where the fuzzers are; each takes how many inputs, and a seed.
FUZZERS = {
    "banks": "tests.quiz.bank.fuzzing:fuzz_banks",
    "choices": "tests.quiz.kinds.fuzzing:fuzz_choices",
    "numbers": "tests.quiz.kinds.fuzzing_answers:fuzz_numbers",
    "words": "tests.quiz.kinds.fuzzing_answers:fuzz_words",
    "formulas": "tests.quiz.language.fuzz_formulas:fuzz_formulas",
    "tex": "tests.quiz.maths.fuzzing:fuzz_tex",
}


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    arguments.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FUZZERS))
    given = arguments.parse_args()
    if unknown := set(given.names) - FUZZERS.keys():
        arguments.error(f"no fuzzer is called {', '.join(sorted(unknown))}")
    for name in given.names or FUZZERS:
        module, _, function = FUZZERS[name].partition(":")
        started = time.monotonic()
        print(f"{name}: {given.count:,} inputs, seed {given.seed} ... ", end="", flush=True)
        getattr(importlib.import_module(module), function)(given.count, given.seed)
        print(f"{time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
