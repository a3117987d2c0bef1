"""Submissions per second: one session of ours against one `python -m pytest` process each.

    python -m bench.throughput [--slugs forward_diffusion gmm_em] [--peers 6] [--repeat 5]

Right submissions and every wrong variant of an exercise; the same check files on both sides, races
left out on both, runaways apart. (An exercise that switches a library function off for the learner
cannot be run by the peer: there the check's own oracle would lose it too.) Ours runs with all
layers on; with and without diagnosis.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course import Course, Exercise
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Outcome

SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--slugs", nargs="+", default=["forward_diffusion", "reparameterization", "gmm_em"]
    )
    parser.add_argument("--peers", type=int, default=6, help="peer processes to time")
    parser.add_argument("--repeat", type=int, default=5, help="times each submission is graded")
    args = parser.parse_args()
    course = Course.find()
    for slug in args.slugs:
        report(course, course.exercise(slug), args.peers, args.repeat)


def report(course: Course, exercise: Exercise, peers: int, repeat: int) -> None:
    """Print the rates of one exercise."""
    paths = submissions(exercise)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peer = [pytest_process(exercise, paths[i % len(paths)], folder) for i in range(peers)]
    each = statistics.median(seconds for seconds, _ in peer)
    title = f"{exercise.slug} ({exercise.backend}), {len(paths)} submissions"
    print(f"{title}: one pytest process each {each * 1e3:.0f} ms")
    for diagnose in (False, True):
        ours, passed = session(course, exercise, paths, repeat, diagnose)
        agreed = all(passed[paths[i % len(paths)]] == ok for i, (_, ok) in enumerate(peer))
        how = "with diagnosis" if diagnose else "without diagnosis"
        cost = f"{ours * 1e3:.1f} ms each, {1 / ours:.0f} a second, {each / ours:.0f}x"
        print(f"  ours, {how:<18} {cost}   verdicts agree: {'yes' if agreed else 'NO'}")


def submissions(exercise: Exercise) -> list[Path]:
    """As many right ones as wrong ones, in turns."""
    wrong = [form for mistake in exercise.mistakes.values() for form in mistake.forms]
    return [path for form in wrong for path in (exercise.solution, form)]


def session(
    course: Course, exercise: Exercise, paths: list[Path], repeat: int, diagnose: bool
) -> tuple[float, dict[Path, bool]]:
    """Seconds a submission in one warm session, and which ones passed."""
    passed = {}
    with Session(course, prepare=[exercise.slug], races=False, diagnose=diagnose) as warm:
        warm.grade(exercise.slug, read(exercise, paths[0], 0), SEED)
        start = time.perf_counter()
        for i in range(repeat):
            for path in paths:
                verdict = warm.grade(exercise.slug, read(exercise, path, i), SEED)
                passed[path] = verdict.outcome is Outcome.PASSED
        return (time.perf_counter() - start) / (repeat * len(paths)), passed


def read(exercise: Exercise, path: Path, i: int) -> Submission:
    """The submission, made different from its other copies by a comment."""
    return Submission({exercise.files[0]: f"{path.read_text()}\n# copy {i}\n"}, path)


def whole(exercise: Exercise, path: Path, folder: Path) -> Path:
    """The submission with the author's code before and after it, as one file."""
    parts = [part for part in (exercise.before, path, exercise.after) if part]
    file = folder / exercise.files[0]
    file.write_text("\n\n".join(part.read_text() for part in parts))
    return file


def pytest_process(exercise: Exercise, path: Path, folder: Path) -> tuple[float, bool]:
    """Seconds of one pytest process over the same checks, and whether they all passed."""
    submission = whole(exercise, path, folder)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "bench.peer"]
    command += ["--noconftest", "-c", os.devnull, "--import-mode=importlib"]
    command += [f"--submission={submission}", f"--solution={exercise.solution}"]
    command += map(str, exercise.check_files)
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    env = os.environ | threads | {"PYTHONPATH": os.pathsep.join([os.getcwd()])}
    start = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    return time.perf_counter() - start, done.returncode == 0


if __name__ == "__main__":
    main()
