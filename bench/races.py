"""False verdicts of races, for known factors between learner and reference and busy neighbours.

    python -m bench.races [--rounds 20] [--hogs 0 1 2]

A factor up to 2 must pass and a factor of 3 or more must fail (the promise of grader/race.py). Two
kernels of about 5 ms: a Python loop and vectorised numpy. The vectorised learner with factor 1 to 2
beside one busy process is the row "a correct but naive-vectorised solution, hog on the other core".
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np

from bench.hogs import hogs
from grader.cast import Pristine
from grader.checks import assert_close
from grader.halt import Halt
from grader.performer import Performer, Script
from grader.race import Track, run_race
from grader.sandbox import Limits, Sandbox
from grader.verdict import Outcome

FACTORS = (1.0, 1.5, 2.0, 3.0, 10.0)
PASSES_UP_TO = 2.0
KERNELS = {"loop": 2_000, "vectorised": 12_000}  # sizes of the input

_SOURCE = """
import numpy as np

def loop(x):
    total = 0.0
    for _ in range(round(50 * {factor})):
        total = 0.0
        for value in x.tolist():
            total += value * 0.5
    return total

def vectorised(x):
    for _ in range(round(60 * {factor})):
        y = np.cumsum(np.sort(x))
    return float(y[-1])
"""


@dataclass
class Tally:
    """Races run, wrong verdicts and pairs used."""

    races: int = 0
    wrong: int = 0
    pairs: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--hogs", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--factors", type=float, nargs="+", default=list(FACTORS))
    args = parser.parse_args()
    print(f"wrong verdicts at a vote line of 2.4, {args.rounds} races each (pairs used on average)")
    print("neighbours  kernel      " + "".join(f"{f'{f}x':>14}" for f in args.factors))
    with Sandbox("numpy") as sandbox:
        for busy in args.hogs:
            with hogs(busy):
                for kernel in KERNELS:
                    row = [count(sandbox, kernel, f, args.rounds) for f in args.factors]
                    cells = (f"{t.wrong} ({t.pairs / t.races:.1f})" for t in row)
                    print(
                        f"{busy:<12}{kernel:<12}" + "".join(f"{c:>14}" for c in cells), flush=True
                    )


def count(sandbox: Sandbox, kernel: str, factor: float, rounds: int) -> Tally:
    """Run races with a learner that takes `factor` times the reference's time."""
    tally = Tally()
    pristine = Pristine(sandbox)
    for seed in range(rounds):
        slow, pairs = once(sandbox, pristine, kernel, factor, seed)
        tally.races += 1
        tally.pairs += pairs
        tally.wrong += slow is not (factor > PASSES_UP_TO)
    pristine.close()
    return tally


def once(
    sandbox: Sandbox, pristine: Pristine, kernel: str, factor: float, seed: int
) -> tuple[bool, int]:
    """Whether one race called the learner slow, and how many pairs that took."""
    rng = np.random.default_rng(seed)
    performers = [
        Performer(sandbox, Script({"s.py": _SOURCE.format(factor=f)}, "s.py"), Limits(600, 512, 64))
        for f in (factor, 1.0)
    ]
    for performer in performers:
        performer.begin(seed, 5.0)
    try:
        race = run_race(
            Track(*performers, pristine),
            kernel,
            lambda rng: (rng.random(KERNELS[kernel]),),
            lambda got, want, x: assert_close(got, want, rtol=1e-9),
            rng,
            2.4,
        )
        return False, race.pairs
    except Halt as halt:
        if halt.outcome is not Outcome.SLOW:
            raise
        return True, int(halt.message.fields["pairs"])
    finally:
        for performer in performers:
            performer.close()


if __name__ == "__main__":
    main()
