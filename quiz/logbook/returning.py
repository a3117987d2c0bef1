"""Answers that come back into a log from a table of `quiz log export`. Touches disks.

A table holds every answer as it was kept, and the doubts; it has neither goals nor mistakes in code
nor the course of mock exams. It may have been through a spreadsheet, which changes numbers, and it
may be anybody's: exports are what learners hand on.
"""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from quiz.errors import ContentError, UsageError
from quiz.logbook.gathering import TOLD, Tell, lacking, silent
from quiz.logbook.records import Flag, Record, Records, Review
from quiz.logbook.transfer import Form, Row, doubt_about, learner_of, read_rows

#: Columns that any table of ours has, and hardly another one.
_OURS = {"learner", "at", "session", "turn", "question", "typed"}

#: So much of a file is looked at to see what it is: no first line of ours is longer.
_HEAD = 1 << 20


@dataclass(frozen=True)
class Table:
    """What a table holds.

    Attributes:
        learner: the id of the one whose answers they are; "" for an empty table.
        records: answers and doubts.
        refused: how many lines are no rows.
    """

    learner: str
    records: tuple[Record, ...]
    refused: int


def see_that_it_stays(path: Path) -> None:
    """A file is read more than once, which cannot be done with a pipe.

    Raises:
        UsageError: if it is neither a file nor a folder; what cannot be looked at, reading says.
    """
    with suppress(OSError):
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise UsageError("log_no_file", file=str(path))


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


def table_in(path: Path, form: Form, tell: Tell = silent) -> Table:
    """Read a table.

    Args:
        path: the file.
        form: in which it is.
        tell: is told of lines that are no rows; they are left out.

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
    records = tuple(record for row in rows for record in _records(row))
    return Table("".join(learners), records, len(faults))


def is_of_another(table: Table, there: Sequence[Record]) -> bool:
    """Whether a table seems to be of another learner than a log.

    The learner of both is told by an id, which changes with the first answer: after earlier ones
    were taken in, or without fractions of a second. So whoever shares an answer is the same, too.

    Args:
        table: the table.
        there: what the log holds.
    """
    own = learner_of(Records(tuple(record for record in there if isinstance(record, Review))))
    if not (own and table.learner) or own == table.learner:
        return False
    answers = [record for record in table.records if isinstance(record, Review)]
    return len(lacking(answers, there)) == len(answers)


def _records(row: Row) -> list[Record]:
    found: list[Record] = []
    if row.review.concepts:  # else a question that was left after a doubt about it
        found.append(replace(row.review, doubted=False))
    return [*found, *(row.doubts or _doubt(row))]


def _doubt(row: Row) -> list[Flag]:
    """The doubt in a row of an older export, which did not say when it came."""
    return [doubt_about(row.review, row.review.at, row.doubt, row.remark)] if row.doubt else []
