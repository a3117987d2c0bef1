"""Proof of a key of which a closed form is claimed (`proof:`), in a process of its own.

sympy may think for minutes or fill the memory, so the work is done by a child
(quiz/authoring/proving.py) that is ended when its time is up. Texts and numbers go there, a word
comes back; the child reads formulas with our own parser.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from quiz.errors import FormulaError, VariantError
from quiz.finding import Problem
from quiz.language.domains import Domain, points, read_domain, read_domains
from quiz.question import Param, Question
from quiz.variants.drawing import draw

#: Points at which a claim is tried.
POINTS = 16
#: Seconds that one claim may take, and that sympy may take of them.
WALL_S, SYMPY_S = 40.0, 20.0
_WAYS = ("equals", "derivative", "integral", "sum", "limit", "solves")


def proof_problems(question: Question) -> Iterator[Problem]:
    """What is wrong with the claim of a question, if it makes one."""
    if not question.body.get("proof"):
        return
    try:
        job = _job(question)
    except (FormulaError, VariantError):
        return  # reported where the key itself is checked
    verdict, detail = _child(job)
    if verdict not in ("symbolic", "numeric"):
        yield Problem(f"proof-{verdict}", ("proof",), {"detail": detail})


def _job(question: Question) -> dict[str, Any]:
    proof = question.body["proof"]
    way = next(way for way in _WAYS if way in proof)
    variable = proof.get("over") or proof.get("by") or proof.get("as") or proof.get("for") or ""
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
    }


def _text(bound: object) -> str | None:
    return None if bound is None else str(bound)


def _points(question: Question, way: str, variable: str) -> list[dict[str, float]]:
    """Values of the names and parameters, without those derived from them."""
    drawn = [draw(question, seed).values for seed in range(POINTS)]
    domains = _domains(question)
    if way == "derivative":
        domains.setdefault(variable, read_domain("real"))
    named = points(domains, POINTS, seed=0) if domains else {}
    return [
        {name: float(value) for name, value in values.items() if _is_parameter(question, name)}
        | {name: column[i] for name, column in named.items()}
        for i, values in enumerate(drawn)
    ]


def _is_parameter(question: Question, name: str) -> bool:
    param = question.params.get(name)
    return param is not None and not any(isinstance(value, str) for value in param.choose)


def _domains(question: Question) -> dict[str, Domain]:
    return read_domains(question.body.get("names", {}))


def _assumptions(question: Question) -> dict[str, dict[str, bool]]:
    """What sympy may assume of each name."""
    found = {name: _of_param(param) for name, param in question.params.items()}
    for name, given in question.body.get("names", {}).items():
        how = given if isinstance(given, str) else next(iter(given))
        found[name] = {
            "positive": {"positive": True},
            "prob": {"positive": True},
            "simplex": {"positive": True},
            "integer": {"integer": True, "positive": True},
        }.get(how, {"real": True})
    return found


def _of_param(param: Param) -> dict[str, bool]:
    numbers = [value for value in param.choose if not isinstance(value, str)]
    least = min([*numbers, *(param.integer or ()), *(param.real or ())], default=0.0)
    if param.integer is not None:
        return {"integer": True, "positive": True} if least > 0 else {"integer": True}
    return {"positive": True} if least > 0 else {"real": True}


def _child(job: Mapping[str, Any]) -> tuple[str, str]:
    """The child's verdict ("symbolic", "numeric", "refuted", "fails") and what it says about it."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "quiz.authoring.proving"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=WALL_S,
            check=True,
        )
        verdict, detail = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return "fails", f"> {WALL_S:.0f} s"
    except (subprocess.CalledProcessError, ValueError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        return "fails", said[-1] if said else type(error).__name__
    return str(verdict), str(detail)
