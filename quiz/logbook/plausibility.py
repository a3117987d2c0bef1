"""What a record can be, in whatever file it stands: nobody vouches for files. Pure.

Each line of a twin, row of a database and row of an exported table is held against it. What a
program of ours kept must never be refused: bounds are wide, and names that are not known are let
through.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from quiz.logbook.records import Flag, Goal, Record, Review, Slip, Step

if TYPE_CHECKING:
    from quiz.logbook.transfer import Row

_LONGEST_NAME, _LONGEST_TEXT, _MOST_NAMES = 200, 100_000, 500
_WHOLE = 2**63  # what sqlite takes
_LONGEST_S = 1e12  # a clock may have been set forward
_YEARS = range(1960, 2201)  # a clock without a battery starts in 1970
_DAY = 1440  # minutes
_DOUBTS = ("", "unclear", "contested")


def flaw(record: Record) -> str:
    """The first column whose value cannot be; "" if all can."""
    checks, values_of = _CHECKS[type(record)]
    for (name, sound), value in zip(checks, values_of(record), strict=True):
        if not sound(value):
            return name
    if isinstance(record, Review):
        if record.outcome == "marked" and record.score is None:
            return "score"
        if not record.concepts:  # the last thing to be seen: see `implausible`
            return "concepts"
    return ""


def implausible(row: Row) -> str:
    """The first column of an exported row whose value cannot be; "" if all can."""
    if not _is_name(row.learner):
        return "learner"
    if row.doubt not in _DOUBTS:
        return "doubt"
    if not (_is_text(row.remark) and len(row.remark) <= _LONGEST_TEXT):
        return "remark"
    if any(map(flaw, row.doubts)):
        return "doubts"
    typed = row.review.typed
    if not isinstance(typed, str) or len(typed) > _LONGEST_TEXT:
        return "typed"
    found = flaw(row.review)
    # A doubt about a question that was left without an answer has nothing more to say.
    unanswered = row.review.outcome == "open" and not row.review.concepts
    return "" if unanswered and found == "concepts" else found


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a character
        return False
    return True


# These are asked some twenty times for each of thousands of records; so none asks another one.


def _is_name(value: Any) -> bool:
    return type(value) is str and len(value) <= _LONGEST_NAME and value.isprintable()


def _is_given(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= _LONGEST_NAME and value.isprintable()


def _are_names(value: Any) -> bool:
    listed = type(value) in (list, tuple) and len(value) <= _MOST_NAMES
    return listed and (not value or all(map(_is_given, value)))


def _is_whole(value: Any) -> bool:
    return type(value) is int and -_WHOLE <= value < _WHOLE


def _is_share(value: Any) -> bool:
    return type(value) in (float, int) and 0 <= value <= 1


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None and value.year in _YEARS


def _one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and value in values


_SESSION = {"at": _is_moment, "session": _is_given, "turn": _is_whole}
_QUESTION = {"question": _is_given, "revision": _is_whole, "seed": _is_whole}
#: By kind of record, what is asked of each column, and what takes the values out of a record.
_CHECKS = {
    kind: (tuple(checks.items()), attrgetter(*checks))
    for kind, checks in {
        Review: _SESSION
        | _QUESTION
        | {
            "mode": _one_of("practice", "exam"),
            "kind": _is_name,
            "topic": _is_name,
            "concepts": _are_names,
            "difficulty": lambda value: type(value) is int and 0 <= value <= 5,
            "chance": _is_share,
            "again": _is_name,
            "lang": _is_name,
            "typed": _is_text,
            "outcome": _one_of("marked", "skipped", "broken", "open"),
            "score": lambda value: value is None or _is_share(value),
            "says": _are_names,
            "betrayed": _are_names,
            "seconds": lambda value: type(value) in (float, int) and 0 <= value <= _LONGEST_S,
            "hinted": lambda value: isinstance(value, bool),
            "doubted": lambda value: isinstance(value, bool),
        },
        Flag: _SESSION | _QUESTION | {"what": _one_of("unclear", "contested"), "remark": _is_text},
        Slip: {
            "at": _is_moment,
            "exercise": _is_given,
            "mistake": _is_given,
            "concepts": _are_names,
            "after": _is_whole,
        },
        Goal: {
            "at": _is_moment,
            "exam": lambda value: value is None or isinstance(value, date),
            "minutes": lambda value: type(value) is int and 0 < value <= _DAY,
            "blueprint": _is_given,
        },
        Step: {
            "at": _is_moment,
            "exam": _is_given,
            "what": _is_given,
            "item": _is_whole,
            "value": _is_text,
        },
    }.items()
}
