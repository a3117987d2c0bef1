"""The questions of a paper as they are asked, or why one cannot be. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from quiz.events import Turn
from quiz.exam.exam import Exam
from quiz.exam.paper import Item
from quiz.kinds.kind import Kind
from quiz.picking import Pick
from quiz.prompt import Variant
from quiz.question import Question


@dataclass(frozen=True)
class Desk:
    """What an exam needs of the engine.

    Attributes:
        digest: of a question as it is now (`Entry.digest`); None if it is gone.
        question: a question by its id.
        kind: how a question is asked and marked.
        draw: a variant of a question by its seed.
    """

    digest: Callable[[str], str | None]
    question: Callable[[str], Question]
    kind: Callable[[Question], Kind]
    draw: Callable[[Question, int], Variant]


@dataclass(frozen=True)
class Void:
    """An item that leaves the score.

    Attributes:
        why: its question is another one by now, is not there any more, or cannot be drawn.
        fault: why it cannot be drawn.
    """

    why: Literal["changed", "gone", "broken"]
    fault: Exception | None = None


Sheet = Turn | Void


def sheets(exam: Exam, desk: Desk) -> tuple[Sheet, ...]:
    """Draw every item of a paper whose question is still what it was."""
    total = len(exam.paper.items)
    rows = zip(exam.paper.items, exam.digests, strict=True)
    return tuple(
        _sheet(desk, item, digest, place, total) for place, (item, digest) in enumerate(rows, 1)
    )


def _sheet(desk: Desk, item: Item, digest: str, place: int, total: int) -> Sheet:
    now = desk.digest(item.question)
    if now != digest:
        return Void("gone" if now is None else "changed")
    try:
        question = desk.question(item.question)
        kind = desk.kind(question)
        prompt = kind.prompt(desk.draw(question, item.seed))
        pick = Pick(item.question, item.seed)
        return Turn(place, place, total, pick, kind, prompt, kind.chance(prompt))
    except Exception as fault:  # a bad question, or a fault of ours: nobody's points
        return Void("broken", fault)
