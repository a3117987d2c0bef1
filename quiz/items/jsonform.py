"""The document of `quiz items --json` (docs/json.md). Pure.

Version 1. Keys are only ever added; anything else raises the version.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from basis.jsonform import both
from basis.texts import in_both
from quiz.items.responses import Class
from quiz.items.statistics import Item, Use
from quiz.items.suspicion import Suspected, Suspicion

SCHEMA = 1

Form = dict[str, Any]


def items_form(answers: Class, found: Sequence[Suspected], floor: int) -> Form:
    """The document.

    Args:
        answers: what the class answered.
        found: those to look at first come first.
        floor: learners below whom there is no discrimination.
    """
    return {
        "schema": SCHEMA,
        "learners": len({each.learner for each in answers.responses}),
        "answers": len(answers.responses),
        "rows": answers.rows,
        "faulty": answers.faulty,
        "floor": floor,
        "questions": [_item(each.item, each.suspicions) for each in found],
    }


def _item(item: Item, suspicions: Sequence[Suspicion]) -> Form:
    return {
        "id": item.question,
        "revision": item.revision,
        "kind": item.kind,
        "difficulty": item.difficulty,
        "learners": item.learners,
        "mean": _short(item.mean),
        "facility": _short(item.facility),
        "expected": _short(item.expected),
        "chance": _short(item.chance),
        "discrimination": _short(item.discrimination),
        "correlation": _short(item.pull),
        "seconds": _short(item.seconds),
        "wrong": [_use(use) for use in item.uses],
        "unclear": item.unclear,
        "contested": item.contested,
        "remarks": list(item.remarks),
        "suspicions": [_suspicion(each) for each in suspicions],
    }


def _use(use: Use) -> Form:
    return {
        "name": use.name,
        "count": use.count,
        "share": _short(use.share),
        "ability": _short(use.ability),
        "correlation": _short(use.pull),
    }


def _suspicion(suspicion: Suspicion) -> Form:
    text = in_both("quiz", f"items_{suspicion.rule}", suspicion.fields)
    return {"rule": suspicion.rule, "message": both(text)}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
