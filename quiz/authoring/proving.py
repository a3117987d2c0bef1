"""The child of quiz/authoring/proof.py: a claim on standard input, its verdict on standard output.

{"key": "...", "way": "integral", ...}   ->   ["symbolic", ""]
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Mapping
from typing import Any

from quiz.authoring.claim import AGREE, Claim, gap_at, holds_for_all
from quiz.authoring.symbols import INFINITY
from quiz.language.grammar import parse
from quiz.language.tree import Expression, bind

_MEMORY = 2 << 30


class _TimeIsUp(Exception):
    """Sympy has thought long enough."""


def main() -> None:
    """Read a claim, judge it, print the verdict."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    print(json.dumps(_verdict(json.load(sys.stdin))))


def _verdict(job: Mapping[str, Any]) -> tuple[str, str]:
    claim = _claim(job)
    worst: Any = 0
    for point in job["points"]:
        try:
            gap = gap_at(claim, point)
        except (ArithmeticError, ValueError, TypeError) as error:
            return "fails", f"{type(error).__name__}: {error}"
        if not gap <= 10.0**-AGREE:  # NaN and complex differences too
            where = ", ".join(f"{name} = {value:.6g}" for name, value in point.items())
            return "refuted", where
        worst = max(worst, gap)
    if _confirmed(claim, job["assumptions"], job["sympy_s"]):
        return "symbolic", ""
    return "numeric", f"{len(job['points'])} points, {float(worst):.1g}"


def _confirmed(claim: Claim, kinds: Mapping[str, Mapping[str, bool]], seconds: float) -> bool:
    """Whether sympy confirms it in time; what it cannot do is no argument against the claim."""

    def ring(*_: object) -> None:
        raise _TimeIsUp

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return holds_for_all(claim, kinds) is True
    except Exception:  # whatever a computer algebra system thinks of
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _claim(job: Mapping[str, Any]) -> Claim:
    free = {*job["points"][0], *job["assumptions"], *job["let"], job["variable"]} - {""}
    names = {INFINITY, *free}
    derived: dict[str, Expression] = {}
    for name, text in job["let"].items():
        derived[name] = bind(parse(text, names), derived)

    def read(text: str) -> Expression:
        return bind(parse(text, names), derived)

    start, end = (None if job[way] is None else read(job[way]) for way in ("start", "end"))
    return Claim(read(job["key"]), job["way"], read(job["of"]), job["variable"], start, end)


if __name__ == "__main__":
    main()
