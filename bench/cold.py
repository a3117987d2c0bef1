"""`grade SLUG` from cold against `python -c "import torch"`, in turns.

python -m bench.cold [--rounds 7] [--slug reparameterization]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

from grader.course import Course


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--slugs", nargs="+", default=["reparameterization", "attention"])
    args = parser.parse_args()
    course = Course.find()
    for slug in args.slugs:
        solution = course.exercise(slug).solution
        grade = ["-m", "cli", slug, "--submission", str(solution), "--lang", "en"]
        ratios = []
        for _ in range(args.rounds):
            base = seconds(["-c", "import torch"])
            ratios.append(seconds(grade) / base)
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f'grade {slug} from cold: {statistics.median(ratios):.2f}x "import torch" ({spread})')


def seconds(arguments: list[str]) -> float:
    """Wall-clock seconds of one Python process."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, env=dict(os.environ))
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
