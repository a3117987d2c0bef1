"""The child of quiz/authoring/proof.py: a claim on standard input, its verdict on standard output.

{"key": "...", "way": "integral", ...}   ->   ["symbolic", ""]
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any

from quiz.authoring.claim import Agreement, Claim, Sides, agreement, sides
from quiz.authoring.proof import INFINITY
from quiz.language.grammar import parse
from quiz.language.tree import Expression, bind

_MEMORY = 2 << 30
#: CPU seconds after the limit's own signal at which the kernel kills.
_GRACE_S = 10

Verdict = tuple[str, str]


class _TimeIsUp(Exception):
    """Sympy has thought long enough."""


def main() -> None:
    """Read a claim, judge it, print the verdict."""
    job = json.load(sys.stdin)
    with contextlib.suppress(ImportError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        # Were both the same, it would be killed at once, as if by somebody else.
        resource.setrlimit(resource.RLIMIT_CPU, (job["cpu_s"], job["cpu_s"] + _GRACE_S))
    print(json.dumps(verdict(job)))


def verdict(job: Mapping[str, Any]) -> Verdict:
    """Judge a claim: a word, and what is to be said about it.

    Args:
        job: as quiz/authoring/proof.py makes it.
    """
    claim, points = _claim(job), job["points"]
    unsure = ""
    for point in points:
        where = ", ".join(f"{name} = {value:.6g}" for name, value in point.items())
        try:
            found = agreement(claim, point)
        except (ArithmeticError, ValueError, TypeError) as error:
            return "fails", f"{type(error).__name__}: {error}"
        if found is Agreement.DIFFERENT:
            return "refuted", where
        unsure = where if found is Agreement.UNSURE else unsure
    judged = ("numeric", "") if not unsure else ("undecided", unsure)
    return _in_time(
        job["sympy_s"],
        lambda: _by_sympy(sides(claim, job["assumptions"]), points, judged),
        judged,
    )


def _by_sympy(found: Sides, points: list[dict[str, float]], otherwise: Verdict) -> Verdict:
    """What sympy makes of it; what it cannot do is no argument against the claim."""
    if found.always_same():
        return "symbolic", ""
    if otherwise[0] != "undecided":
        return otherwise
    ways: dict[Agreement, Verdict] = {
        Agreement.SAME: ("numeric", ""),
        Agreement.DIFFERENT: ("refuted", f"sympy: {found.other}"),
    }
    return ways.get(found.agreement(points), otherwise)


def _in_time(seconds: float, think: Callable[[], Verdict], otherwise: Verdict) -> Verdict:
    """What thinking gives; `otherwise` if it takes longer, or raises whatever it likes."""

    def ring(*_: object) -> None:
        raise _TimeIsUp

    clock = hasattr(signal, "setitimer")  # not on Windows, where the whole child is ended
    try:
        if clock:
            signal.signal(signal.SIGALRM, ring)
            signal.setitimer(signal.ITIMER_REAL, seconds)
        return think()
    except Exception:
        return otherwise
    finally:
        if clock:
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
