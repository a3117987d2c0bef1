"""From save to verdict in `grade --watch`, on the real program in a pseudo-terminal.

    python -m bench.watch [--slug reparameterization] [--saves 12]

Right and wrong versions are saved in turns (each different from the one before); the time ends when
the line with the points is on the screen. An exercise without races shows the checks alone.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course import Course

_POINTS = re.compile(rb"\d+(\.\d+)? of \d+(\.\d+)? points")
_PATIENCE_S = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slug", default="reparameterization")
    parser.add_argument("--saves", type=int, default=12)
    args = parser.parse_args()
    exercise = Course.find().exercise(args.slug)
    wrong = next(iter(exercise.mistakes.values())).forms[0].read_text()
    right = exercise.solution.read_text()
    with tempfile.TemporaryDirectory() as folder:
        times = saves(Path(folder), args.slug, exercise.files[0], [right, wrong], args.saves)
    for name, hold, found in (("passes", 100, times[0]), ("wrong, with diagnosis", 200, times[1])):
        spread = f"{min(found) * 1e3:.0f} to {max(found) * 1e3:.0f}"
        median = statistics.median(found) * 1e3
        print(f"{args.slug}, save to verdict, {name}: {median:.0f} ms ({spread}); hold < {hold} ms")


def saves(
    folder: Path, slug: str, name: str, versions: list[str], count: int
) -> tuple[list[float], list[float]]:
    """Seconds from each save to its verdict, for each of the two versions."""
    target = folder / "practice" / name
    target.parent.mkdir()
    target.write_text(versions[0])
    env = os.environ | {"GONGBU_DATA": str(folder / "data"), "TERM": "xterm", "COLUMNS": "80"}
    env["PYTHONPATH"] = os.pathsep.join([os.getcwd(), env.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "cli", slug, "--watch", "--lang", "en"]
    screen, end = pty.openpty()
    program = subprocess.Popen(
        command, cwd=folder, env=env, stdin=end, stdout=end, stderr=end, start_new_session=True
    )
    try:
        until_points(screen)
        found: tuple[list[float], list[float]] = ([], [])
        for i in range(2 * count + 4):
            time.sleep(0.5)
            drain(screen)
            start = time.perf_counter()
            target.write_text(f"{versions[i % 2]}\n# save {i}\n")
            seconds = until_points(screen) - start
            if i >= 4:  # the first of each kind starts the workers of the wrong variants
                found[i % 2].append(seconds)
        return found
    finally:
        program.kill()
        program.wait()
        os.close(screen)
        os.close(end)


def until_points(screen: int) -> float:
    """When the line with the points was on the screen."""
    seen = b""
    limit = time.perf_counter() + _PATIENCE_S
    while time.perf_counter() < limit:
        if select.select([screen], [], [], 0.2)[0]:
            seen += os.read(screen, 65536)
            if _POINTS.search(seen):
                return time.perf_counter()
    raise SystemExit("no verdict on the screen:\n" + seen.decode(errors="replace")[-2000:])


def drain(screen: int) -> None:
    """Read what is still to come of the last verdict."""
    while select.select([screen], [], [], 0.05)[0]:
        os.read(screen, 65536)


if __name__ == "__main__":
    main()
