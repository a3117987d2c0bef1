"""Records in an open database of the log (quiz/tables.py): what is there, and adding more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from sqlite3 import Connection

from quiz.records import Record, Slip
from quiz.tables import COLUMNS, TABLES, AnyRecord, record_of, row_of

#: A record and its id in its table.
Numbered = tuple[int, Record]


def insert(connection: Connection, records: Iterable[Record]) -> list[Numbered]:
    """Add records within a transaction; a slip that is there for its day is left out.

    Returns:
        what was added, as it was added.
    """
    added = []
    for record in records:
        if isinstance(record, Slip):
            if _made_today(connection, record):
                continue
            count = connection.execute("SELECT count(*) FROM reviews").fetchone()[0]
            record = replace(record, after=count)
        row = row_of(record)
        cursor = connection.execute(
            f"INSERT INTO {TABLES[type(record)]} ({', '.join(row)})"
            f" VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
        added.append((cursor.lastrowid or 0, record))
    return added


def counts(connection: Connection | None) -> list[int]:
    """How many rows each table has, in their order.

    Nothing is ever deleted, so that the largest id is the count.
    """
    there = _there(connection)
    return [
        connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
        if connection is not None and table in there
        else 0
        for table in TABLES.values()
    ]


def read(connection: Connection | None, kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
    """All records of a kind; a table that an older program did not make yet is empty.

    Raises:
        ValueError: if a row makes no sense.
    """
    return tuple(record for _, record in read_after(connection, kind, 0))


def read_after(
    connection: Connection | None, kind: type[AnyRecord], id: int
) -> list[tuple[int, AnyRecord]]:
    """The records of a kind that come after an id.

    Raises:
        ValueError: if a row makes no sense.
    """
    if connection is None or TABLES[kind] not in _there(connection):
        return []
    names = COLUMNS[kind]
    query = f"SELECT id, {', '.join(names)} FROM {TABLES[kind]} WHERE id > ? ORDER BY id"
    return [
        (found, record_of(kind, dict(zip(names, row, strict=True))))
        for found, *row in connection.execute(query, (id,))
    ]


def replace_all(connection: Connection, records: Sequence[Record]) -> None:
    """Put these records into the tables instead of what is there, within a transaction."""
    for table in TABLES.values():
        connection.execute(f"DELETE FROM {table}")
    insert(connection, records)


def _there(connection: Connection | None) -> set[str]:
    if connection is None:
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _made_today(connection: Connection, slip: Slip) -> bool:
    known = "exercise = ? AND mistake = ? AND substr(at, 1, 10) = ?"
    today = (slip.exercise, slip.mistake, slip.at.date().isoformat())
    return connection.execute(f"SELECT 1 FROM slips WHERE {known}", today).fetchone() is not None
