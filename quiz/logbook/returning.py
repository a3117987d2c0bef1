"""Answers that come back into a log from a table of `quiz log export`. Touches disks.

A table holds every answer as it was kept, and the doubts; it has neither goals nor mistakes in code
nor the course of mock exams. It may have been through a spreadsheet, which rounds numbers. So an
answer is known by when, in which session and at which turn it was given, and a doubt by its turn.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from quiz.errors import ContentError, UsageError
from quiz.logbook.gathering import TOLD, Tell, silent
from quiz.logbook.records import Flag, Record, Review
from quiz.logbook.transfer import Form, Row, read_rows

#: Columns that any table of ours has, and hardly another one.
_OURS = {"learner", "at", "session", "turn", "question", "typed"}

_DOUBTS: dict[str, Literal["unclear", "contested"]]
_DOUBTS = {"unclear": "unclear", "contested": "contested"}

#: So much of a file is looked at to see what it is: no first line of ours is longer.
_HEAD = 1 << 20


def table_form(path: Path) -> Form | None:
    """The form in which a file holds an exported table; None if it is none, or cannot be read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        return None
    line = next((line for line in head.split("\n") if line.strip()), "")
    with suppress(csv.Error):
        if _OURS.issubset(next(csv.reader([line]), ())):
            return "csv"
    with suppress(ValueError, RecursionError):
        cells = json.loads(line)
        if isinstance(cells, dict) and _OURS.issubset(cells):
            return "jsonl"
    return None


def records_of_table(path: Path, form: Form, tell: Tell = silent) -> tuple[list[Record], int]:
    """The answers and doubts of a table.

    Args:
        path: the file.
        form: in which it is.
        tell: is told of lines that are no rows; they are left out.

    Returns:
        the records, and how many lines are none.

    Raises:
        UsageError: if it cannot be read, or holds the answers of several learners.
    """
    faults: list[ContentError] = []
    rows = list(read_rows(path, faults.append, form))
    learners = {row.learner for row in rows}
    if len(learners) > 1:
        raise UsageError("log_table_of_many", file=str(path), count=len(learners))
    for fault in faults[:TOLD]:
        tell(fault)
    return [record for row in rows for record in _records(row)], len(faults)


def lacking(records: Sequence[Record], there: Iterable[Record]) -> list[Record]:
    """Those of a table's records that are not among others."""
    known = set(map(_name, there))
    return [record for record in records if _name(record) not in known]


def _records(row: Row) -> list[Record]:
    review = row.review
    found: list[Record] = []
    if review.concepts:  # else a question that was left after a doubt about it
        found.append(replace(review, doubted=False))
    if doubt := _DOUBTS.get(row.doubt):
        place = review.at, review.session, review.turn
        what = review.question, review.revision, review.seed
        found.append(Flag(*place, *what, doubt, row.remark))
    return found


def _name(record: Record) -> tuple[Any, ...]:
    match record:
        case Review():
            return Review, record.at, record.session, record.turn
        case Flag():
            return Flag, record.session, record.turn
    return (type(record),)
