"""Whether a row of an exported log can be true: nobody vouches for a file of strangers. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.transfer import Row

_LONGEST_NAME, _LONGEST_TEXT, _MOST_NAMES = 200, 100_000, 100
_OUTCOMES = ("marked", "skipped", "broken", "open")
_DOUBTS = ("", "unclear", "contested")


def implausible(row: Row) -> str:
    """The first column whose value cannot be; "" if all can."""
    review = row.review
    names = {
        "learner": [row.learner],
        "session": [review.session],
        "question": [review.question],
        "kind": [review.kind],
        "topic": [review.topic],
        "concepts": review.concepts,
        "says": review.says,
        "betrayed": review.betrayed,
    }
    checks = {column: _are_names(values) for column, values in names.items()}
    checks |= {
        "turn": _whole(review.turn),
        "revision": _whole(review.revision),
        "seed": _whole(review.seed),
        "difficulty": _whole(review.difficulty) and 0 <= review.difficulty <= 5,
        "chance": _real(review.chance, 1.0),
        "seconds": _real(review.seconds),
        "outcome": review.outcome in _OUTCOMES,
        "score": _real(review.score, 1.0) if review.outcome == "marked" else True,
        "typed": _is_text(review.typed),
        "doubt": row.doubt in _DOUBTS,
        "remark": _is_text(row.remark),
        "at": review.at.tzinfo is not None,
    }
    return next((column for column, sound in checks.items() if not sound), "")


def _are_names(values: object) -> bool:
    if not isinstance(values, list | tuple) or len(values) > _MOST_NAMES:
        return False
    return all(
        isinstance(value, str) and len(value) <= _LONGEST_NAME and value.isprintable()
        for value in values
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**64


def _real(value: object, most: float = math.inf) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and 0 <= value <= most
