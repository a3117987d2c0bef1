"""The log of a learner: one sqlite3 file in their data folder, only ever added to.

Whatever is shown as progress, and what is asked next, is derived from the log and can be derived
again. Nothing is updated or deleted (quiz/records.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from basis.journal import Journal
from basis.places import data_folder
from quiz.errors import LogError
from quiz.records import Flag, Goal, Record, Review, Slip, Step

#: Version of the tables; a file made by a later version is left alone.
LAYOUT = 2

AnyRecord = TypeVar("AnyRecord", Review, Flag, Slip, Goal, Step)

_TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS reviews (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL, session TEXT NOT NULL, turn INTEGER NOT NULL, mode TEXT NOT NULL,
    question TEXT NOT NULL, revision INTEGER NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL,
    concepts TEXT NOT NULL, difficulty INTEGER NOT NULL, seed INTEGER NOT NULL,
    chance REAL NOT NULL, again TEXT NOT NULL, lang TEXT NOT NULL, typed TEXT NOT NULL,
    outcome TEXT NOT NULL, score REAL, says TEXT NOT NULL, betrayed TEXT NOT NULL,
    seconds REAL NOT NULL, hinted INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS flags (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL, session TEXT NOT NULL, turn INTEGER NOT NULL,
    question TEXT NOT NULL, revision INTEGER NOT NULL, seed INTEGER NOT NULL,
    what TEXT NOT NULL, remark TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS slips (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL, exercise TEXT NOT NULL, mistake TEXT NOT NULL, concepts TEXT NOT NULL,
    after INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS goals (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL, exam TEXT, minutes INTEGER NOT NULL, blueprint TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS steps (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL, exam TEXT NOT NULL, what TEXT NOT NULL, item INTEGER NOT NULL,
    value TEXT NOT NULL
);
PRAGMA user_version = {LAYOUT};
COMMIT;
"""

#: Where each kind of record is kept.
TABLES: dict[type, str] = {
    Review: "reviews",
    Flag: "flags",
    Slip: "slips",
    Goal: "goals",
    Step: "steps",
}

_DERIVED = {"doubted"}  # fields without a column
_LISTS = {"concepts", "says", "betrayed"}  # names without spaces


@dataclass(frozen=True)
class Records:
    """All that a log holds, each kind in the order in which it was kept.

    Attributes:
        reviews: with doubted ones marked as such.
    """

    reviews: tuple[Review, ...] = ()
    flags: tuple[Flag, ...] = ()
    slips: tuple[Slip, ...] = ()
    goals: tuple[Goal, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def goal(self) -> Goal | None:
        """What the learner prepares for now."""
        return self.goals[-1] if self.goals else None


class Log:
    """The log in a folder. Opening it touches nothing; each call opens and closes the file.

    Args:
        folder: where reviews.sqlite3 is or will be; `data_folder()` by default.
        wait_s: how long another program may hold the file before it counts as locked.
    """

    def __init__(self, folder: Path | None = None, wait_s: float = 2.0) -> None:
        self.path = (folder or data_folder()) / "reviews.sqlite3"
        self._journal = Journal(self.path, _TABLES, LAYOUT, _failure, wait_s)

    def add(self, *records: Record) -> None:
        """Keep records, all or none; when this returns, they are on the disk.

        A slip of a mistake that was already made on the same day is left out.

        Raises:
            LogError: if they could not be kept.
        """
        with self._journal.writing() as connection:
            for record in records:
                row = {name: _column(name, getattr(record, name)) for name in _columns(record)}
                if isinstance(record, Slip):
                    today = (record.exercise, record.mistake, row["at"][:10])
                    known = "exercise = ? AND mistake = ? AND substr(at, 1, 10) = ?"
                    if connection.execute(f"SELECT 1 FROM slips WHERE {known}", today).fetchone():
                        continue
                    count = connection.execute("SELECT count(*) FROM reviews").fetchone()
                    row["after"] = count[0]
                connection.execute(
                    f"INSERT INTO {TABLES[type(record)]} ({', '.join(row)})"
                    f" VALUES ({', '.join('?' * len(row))})",
                    list(row.values()),
                )

    def records(self) -> Records:
        """All that is there, as of one moment.

        Raises:
            LogError: if the log cannot be read.
        """
        rows = self._rows(*TABLES)
        flags = _built(Flag, rows)
        doubted = {(flag.session, flag.turn) for flag in flags}
        return Records(
            reviews=_built(Review, rows, doubted),
            flags=flags,
            slips=_built(Slip, rows),
            goals=_built(Goal, rows),
            steps=_built(Step, rows),
        )

    def reviews(self) -> tuple[Review, ...]:
        """All reviews, doubted ones marked as such.

        Raises:
            LogError: if the log cannot be read.
        """
        rows = self._rows(Review, Flag)
        doubted = {(flag.session, flag.turn) for flag in _built(Flag, rows)}
        return _built(Review, rows, doubted)

    def flags(self) -> tuple[Flag, ...]:
        """All flags.

        Raises:
            LogError: if the log cannot be read.
        """
        return _built(Flag, self._rows(Flag))

    def counts(self) -> tuple[int, int, int]:
        """How many reviews, flags and slips there are.

        Raises:
            LogError: if the log cannot be read.
        """
        kinds = (Review, Flag, Slip)
        with self._journal.reading() as connection:
            if connection is None:
                return 0, 0, 0
            found = connection.execute("SELECT name FROM sqlite_master").fetchall()
            # Nothing is ever deleted, so that the largest id is the count.
            reviews, flags, slips = (
                connection.execute(f"SELECT coalesce(max(id), 0) FROM {TABLES[kind]}").fetchone()[0]
                if (TABLES[kind],) in found
                else 0
                for kind in kinds
            )
        return reviews, flags, slips

    def goal(self) -> Goal | None:
        """What the learner prepares for now.

        Raises:
            LogError: if the log cannot be read.
        """
        return Records(goals=_built(Goal, self._rows(Goal))).goal

    def _rows(self, *kinds: type) -> _Rows:
        """The rows of some tables; a table that an older program did not make yet is empty."""
        rows: dict[type, list[Sequence[Any]]] = {kind: [] for kind in kinds}
        with self._journal.reading() as connection:
            if connection is not None:
                connection.execute("BEGIN")  # all tables as of the same moment
                found = connection.execute("SELECT name FROM sqlite_master").fetchall()
                for kind in kinds:
                    if (TABLES[kind],) in found:
                        query = f"SELECT {', '.join(_columns(kind))} FROM {TABLES[kind]}"
                        rows[kind] = connection.execute(f"{query} ORDER BY id").fetchall()
        return _Rows(self._journal, rows)


@dataclass(frozen=True)
class _Rows:
    journal: Journal
    of: dict[type, list[Sequence[Any]]]


def _built(
    kind: type[AnyRecord], rows: _Rows, doubted: Collection[tuple[str, int]] = ()
) -> tuple[AnyRecord, ...]:
    names = _columns(kind)
    try:
        return tuple(
            _record(kind, dict(zip(names, row, strict=True)), doubted) for row in rows.of[kind]
        )
    except (ValueError, TypeError, AttributeError):
        raise rows.journal.damaged() from None


def _record(
    kind: type[AnyRecord], row: dict[str, Any], doubted: Collection[tuple[str, int]]
) -> AnyRecord:
    row["at"] = datetime.fromisoformat(row["at"])
    for name in _LISTS & row.keys():
        row[name] = tuple(row[name].split())
    if kind is Review:
        row["hinted"] = bool(row["hinted"])
        row["doubted"] = (row["session"], row["turn"]) in doubted
    elif kind is Goal and row["exam"] is not None:
        row["exam"] = date.fromisoformat(row["exam"])
    return kind(**row)


def _columns(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record) if field.name not in _DERIVED)


def _column(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        # With the offset of the learner's clock: it says on which day of theirs it was.
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value) if name in _LISTS else value


def _failure(what: str, **fields: Any) -> LogError:
    return LogError(f"log_{what}", **fields)
