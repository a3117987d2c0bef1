"""Lines of the twin (quiz/logbook/log.py): records as JSON objects. Pure.

    {"table": "reviews", "id": 12, "upto": [12, 3, 0, 1, 0], "row": {...}}     its row is there
    {"table": "reviews", "row": {...}}                                          a row may be lacking

`upto` counts the rows of each table that have lines so far, in the order of
`quiz.logbook.tables.TABLES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quiz.logbook.database import Numbered
from quiz.logbook.records import Record
from quiz.logbook.tables import KINDS, TABLES, record_of, row_of

Line = dict[str, Any]


def pending(record: Record) -> Line:
    """The line of a record that has no row, or of which that cannot be said."""
    return {"table": TABLES[type(record)], "row": row_of(record)}


def marked(rows: Iterable[Numbered], upto: Sequence[int]) -> Iterator[Line]:
    """The lines of rows that come after what has lines so far."""
    counts = dict(zip(TABLES.values(), upto, strict=True))
    for id, record in rows:
        table = TABLES[type(record)]
        counts[table] = id
        yield {
            "table": table,
            "id": id,
            "upto": list(counts.values()),
            "row": row_of(record),
        }


def upto(line: Line | None) -> list[int] | None:
    """How many rows have lines if this line is the last one; None if it does not say."""
    if line is None:
        return [0] * len(TABLES)
    counts = line.get("upto")
    if not isinstance(counts, list) or not all(isinstance(count, int) for count in counts):
        return None
    # An older program knew fewer tables.
    return [*counts, *[0] * (len(TABLES) - len(counts))][: len(TABLES)]


def within(upto: Sequence[int] | None, counts: Sequence[int]) -> bool:
    """Whether all lines have rows, as far as the last line knows."""
    return upto is not None and all(a <= b for a, b in zip(upto, counts, strict=True))


def record_in(line: Mapping[str, Any]) -> Record:
    """The record of a line.

    Raises:
        ValueError: if it is none.
    """
    kind, row = KINDS.get(str(line.get("table"))), line.get("row")
    if kind is None or not isinstance(row, dict):
        raise ValueError("no record")
    return record_of(kind, row)
