"""Proof of a key of which a closed form is claimed (`proof:`), in a process of its own.

sympy may think for minutes or fill the memory, so the work is done by a child
(quiz/authoring/proving.py) that is ended when its time is up. Texts and numbers go there, a word
comes back; the child reads formulas with our own parser.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.authoring.workers import PROCESS_LOST
from quiz.errors import FormulaError, VariantError
from quiz.finding import Problem
from quiz.language.domains import Domain, points, read_domain, read_domains
from quiz.language.grammar import parse
from quiz.question import Param, Question
from quiz.variants.drawing import draw
from quiz.variants.expressions import unreadable

#: Points at which a claim is tried.
POINTS = 16
#: Seconds that one claim may take, on the wall and of a processor, and that sympy may take of them.
WALL_S, CPU_S, SYMPY_S = 300.0, 120, 20.0
#: What a claim can be, and which key names the variable it is made in.
_WAYS = {
    "equals": "",
    "derivative": "by",
    "integral": "over",
    "sum": "over",
    "limit": "as",
    "solves": "for",
}
#: Infinity, as a name that only proofs know.
INFINITY = "oo"
#: Where the packages of ours are, for the child.
_HOME = Path(__file__).resolve().parent.parent.parent
#: The signal that nothing survives, and the one that is sent at the limit of CPU time.
_KILLED, _OUT_OF_TIME = "SIGKILL", "SIGXCPU"
#: What may be assumed of a name by its domain, where that has no limits of its own.
_ASSUMED = {
    "positive": {"positive": True},
    "prob": {"positive": True, "below_one": True},
    "simplex": {"positive": True},
    "integer": {"integer": True, "positive": True},
}


@dataclass(frozen=True)
class Proof:
    """What came of a claim.

    Attributes:
        way: "symbolic" (sympy confirms it for all values), "numeric" (it holds at points, to many
            digits), or "" if it was not proven.
        problem: why it was not.
    """

    way: str = ""
    problem: Problem | None = None


def proof_of(question: Question) -> Proof | None:
    """Prove what a question claims of its key; None if it claims nothing."""
    if not question.body.get("proof"):
        return None
    if fault := next(_unreadable(question), None):
        return Proof(problem=fault)
    try:
        job = job_of(question)
    except (FormulaError, VariantError):
        return None  # reported where the key itself is checked
    verdict, detail = _child(job)
    if verdict in ("symbolic", "numeric"):
        return Proof(verdict)
    if verdict == "killed":
        return Proof(problem=Problem(PROCESS_LOST, ("proof",)))
    return Proof(problem=Problem(f"proof-{verdict}", ("proof",), {"detail": detail}))


def _unreadable(question: Question) -> Iterator[Problem]:
    """The expressions of a claim that cannot be read."""
    proof = question.body["proof"]
    way, variable = _way(proof)
    names = [*(question.body.get("names") or {}), *question.params, *question.let, INFINITY]
    for key in (way, "from", "to"):
        text = _text(proof.get(key))
        try:
            parse(text or "0", [*names, variable] if variable else names)
        except FormulaError as fault:
            yield unreadable(text or "", fault, ("proof", key)).problem


def _way(proof: Mapping[str, Any]) -> tuple[str, str]:
    """What a claim is, and the variable it is made in, "" if in none."""
    way = next(way for way in _WAYS if proof.get(way) is not None)
    return way, str(proof.get(_WAYS[way]) or "")


def job_of(question: Question) -> dict[str, Any]:
    """What the child is told of a question.

    Raises:
        FormulaError, VariantError: if the question cannot be drawn.
    """
    proof = question.body["proof"]
    way, variable = _way(proof)
    return {
        "key": question.body["answer"],
        "let": dict(question.let),
        "way": way,
        "of": str(proof[way]),
        "variable": variable,
        "start": _text(proof.get("from")),
        "end": _text(proof.get("to")),
        "points": _points(question, way, variable),
        "assumptions": _assumptions(question),
        "sympy_s": SYMPY_S,
        "cpu_s": CPU_S,
    }


def _text(bound: object) -> str | None:
    return None if bound is None else str(bound)


def _points(question: Question, way: str, variable: str) -> list[dict[str, float]]:
    """Values of the names and parameters, without those derived from them."""
    domains = _domains(question)
    numbers = [name for name, param in question.params.items() if _is_number(param)]
    if way == "derivative" and variable not in numbers:
        domains.setdefault(variable, read_domain("real"))
    named = points(domains, POINTS, seed=0) if domains else {}
    found = []
    for i in range(POINTS):
        values = draw(question, i).values
        drawn = {name: float(values[name]) for name in numbers}
        found.append(drawn | {name: column[i] for name, column in named.items()})
    return found


def _is_number(param: Param) -> bool:
    return not any(isinstance(value, str) for value in param.choose)


def _domains(question: Question) -> dict[str, Domain]:
    return read_domains(question.body.get("names") or {})


def _assumptions(question: Question) -> dict[str, dict[str, bool]]:
    """What sympy may assume of each name."""
    found = {name: _of_param(param) for name, param in question.params.items()}
    return found | {name: _of_domain(domain) for name, domain in _domains(question).items()}


def _of_domain(domain: Domain) -> dict[str, bool]:
    if domain.low is None:
        return _ASSUMED.get(domain.kind, {"real": True})
    kind = {"integer": True} if domain.kind == "integer" else {"real": True}
    return {**kind, "positive": True} if domain.low > 0 else kind


def _of_param(param: Param) -> dict[str, bool]:
    numbers = [value for value in param.choose if not isinstance(value, str)]
    least = min([*numbers, *(param.integer or ()), *(param.real or ())], default=0.0)
    kind = {"integer": True} if param.integer is not None else {"real": True}
    return {**kind, "positive": True} if least > 0 else kind


def _child(job: Mapping[str, Any]) -> tuple[str, str]:
    """What the child says: "symbolic", "numeric", "refuted" ... and why; "killed" by others."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "quiz.authoring.proving"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=WALL_S,
            check=True,
            cwd=_HOME,
        )
        verdict, detail = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return "fails", f"> {WALL_S:.0f} s"
    except subprocess.CalledProcessError as error:
        return _end(error, job["cpu_s"])
    except ValueError as error:
        return "fails", str(error)
    return str(verdict), str(detail)


def _end(error: subprocess.CalledProcessError, cpu_s: int) -> tuple[str, str]:
    """What it means that the child did not come to an end."""
    said = (error.stderr or "").strip().splitlines()
    if error.returncode >= 0:
        return "fails", said[-1] if said else f"exit code {error.returncode}"
    name = _signal_name(-error.returncode)
    if name == _KILLED:
        return "killed", ""
    return "fails", f"> {cpu_s} s CPU" if name == _OUT_OF_TIME else name


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # one of those for real time
        return f"signal {number}"
