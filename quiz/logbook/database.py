"""Records in an open database of the log: read, and added (quiz/logbook/tables.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from sqlite3 import Connection
from typing import Any

from quiz.logbook.records import Record, Review, Slip, Step
from quiz.logbook.tables import COLUMNS, TABLES, AnyRecord, RowError, once, record_of, row_of

#: A record and its id in its table.
Numbered = tuple[int, Record]


def insert(connection: Connection, records: Sequence[Record]) -> list[Numbered]:
    """Add records within a transaction, but for those that are taken once only and are there.

    Returns:
        what was added, as it was added.
    """
    added = []
    there = _taken_once(connection) if any(map(once, records)) else set()
    for record in records:
        if name := once(record):
            if name in there:
                continue
            there.add(name)
        if isinstance(record, Slip):
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


def read(
    connection: Connection | None, kind: type[AnyRecord], since: date | None = None
) -> tuple[AnyRecord, ...]:
    """All records of a kind; a table that an older program did not make yet is empty.

    Args:
        connection: the database.
        kind: which records.
        since: only those of this day and later ones, each in the zone in which it was kept.

    Raises:
        ValueError: if a row makes no sense.
    """
    first = "" if since is None else since.isoformat()
    return tuple(_sound(_rows(connection, kind, "WHERE at >= ? ORDER BY id", first)))


def read_after(
    connection: Connection | None, kind: type[AnyRecord], id: int
) -> list[tuple[int, AnyRecord]]:
    """The records of a kind that come after an id.

    Raises:
        ValueError: if a row makes no sense.
    """
    found = []
    for number, record in _rows(connection, kind, "WHERE id > ? ORDER BY id", id):
        if isinstance(record, RowError):
            raise record
        found.append((number, record))
    return found


def read_steps(connection: Connection, exams: Iterable[str]) -> tuple[Step, ...]:
    """What happened in some mock exams.

    Raises:
        ValueError: if a row makes no sense.
    """
    which = "WHERE exam = ? ORDER BY id"
    return tuple(step for exam in exams for step in _sound(_rows(connection, Step, which, exam)))


def last(connection: Connection | None, kind: type[AnyRecord]) -> tuple[int, AnyRecord | None]:
    """How many records of a kind there are, and the last of them.

    Raises:
        ValueError: if its row makes no sense.
    """
    for number, record in _rows(connection, kind, "ORDER BY id DESC LIMIT 1"):
        if isinstance(record, RowError):
            raise record
        return number, record
    return 0, None


def scan(
    connection: Connection | None, kind: type[AnyRecord]
) -> Iterator[tuple[int, AnyRecord | RowError]]:
    """All rows of a kind, with what is wrong with those that make no sense."""
    return _rows(connection, kind, "ORDER BY id")


def _rows(
    connection: Connection | None, kind: type[AnyRecord], which: str, *values: int | str
) -> Iterator[tuple[int, AnyRecord | RowError]]:
    if connection is None or TABLES[kind] not in _there(connection):
        return
    names = COLUMNS[kind]
    query = f"SELECT id, {', '.join(names)} FROM {TABLES[kind]} {which}"
    for number, *row in connection.execute(query, values):
        try:
            yield number, record_of(kind, dict(zip(names, row, strict=True)))
        except RowError as fault:
            yield number, fault


def _sound(rows: Iterable[tuple[int, AnyRecord | RowError]]) -> Iterator[AnyRecord]:
    for _, record in rows:
        if isinstance(record, RowError):
            raise record
        yield record


def replace_all(connection: Connection, records: Sequence[Record]) -> None:
    """Put these records into the tables instead of what is there, within a transaction."""
    for table in TABLES.values():
        connection.execute(f"DELETE FROM {table}")
    insert(connection, records)


def _there(connection: Connection | None) -> set[str]:
    if connection is None:
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _taken_once(connection: Connection) -> set[tuple[Any, ...]]:
    """What names the records there that are taken once only, as `quiz.logbook.tables.once`."""
    queries = {
        Slip: "SELECT exercise, mistake, substr(at, 1, 10) FROM slips",
        Review: "SELECT session, turn FROM reviews WHERE mode = 'exam'",
        Step: "SELECT exam FROM steps WHERE what = 'end'",
    }
    return {(kind, *row) for kind, query in queries.items() for row in connection.execute(query)}
