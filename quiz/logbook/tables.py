"""How records lie in the log: the tables of its file, and rows of plain values. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from quiz.logbook.plausibility import flaw
from quiz.logbook.records import Flag, Goal, Record, Review, Slip, Step

AnyRecord = TypeVar("AnyRecord", Review, Flag, Slip, Goal, Step)

#: Version of the tables; a file made by a later version is left alone.
LAYOUT = 2

#: Make them, in one transaction, in a new file or in one of an older version.
STATEMENTS = f"""
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

#: Where each kind of record is kept. New ones are added at the end: lines of the twin count on it.
TABLES: dict[type, str] = {
    Review: "reviews",
    Flag: "flags",
    Slip: "slips",
    Goal: "goals",
    Step: "steps",
}
KINDS: dict[str, type] = {table: kind for kind, table in TABLES.items()}


class RowError(ValueError):
    """A row is no record.

    Attributes:
        column: the first one whose value is lacking or cannot be.
    """

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


_DERIVED = {"doubted"}  # fields without a column
#: The columns of each kind, without the id.
COLUMNS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.name not in _DERIVED)
    for kind in TABLES
}
_LISTS = {"concepts", "says", "betrayed"}  # names without spaces


def row_of(record: Record) -> dict[str, Any]:
    """A record as the values of its columns, in their order."""
    return {name: _cell(name, getattr(record, name)) for name in COLUMNS[type(record)]}


def record_of(kind: type[AnyRecord], row: Mapping[str, Any]) -> AnyRecord:
    """The record of a row; a doubt about it is not seen here.

    Raises:
        RowError: if the row is none of this kind, or cannot be (quiz/logbook/plausibility.py).
    """
    cells = {}
    for name, read in _CELLS[kind]:
        try:
            cells[name] = read(row[name])
        except (KeyError, TypeError, ValueError, OverflowError):
            raise RowError(name) from None
    record = kind(**cells)
    if column := flaw(record):
        raise RowError(column)
    return record


def identity(record: Record) -> tuple[Any, ...]:
    """What makes two records the same one, in whatever file and under whatever id they are.

    No two answers are given at the same microsecond in the same session.
    """
    return once(record) or (type(record), *row_of(record).values())


def likeness(record: Record) -> tuple[Any, ...]:
    """What a record has in common with what became of it elsewhere.

    A spreadsheet rounds numbers and cuts fractions of seconds, and an older export has no time of a
    doubt: so an answer is known by its turn and how that ended, and a doubt by its turn and what it
    says. Within one log records are the same by their `identity`: there, a damaged row must not
    take the place of a sound one.
    """
    match record:
        case Review(mode="practice"):
            return Review, record.session, record.turn, record.question, record.outcome
        case Flag():
            return Flag, record.session, record.turn, record.what, record.remark
    return identity(record)


def once(record: Record) -> tuple[Any, ...] | None:
    """What names a record of which the log takes one only, the first; None for others.

    Of a slip, one for a mistake and day. A mock exam ends once, and of each of its questions there
    is one review: it may be handed in a second time, in another window or because the log did not
    take its end at once.
    """
    match record:
        case Slip():
            return Slip, record.exercise, record.mistake, record.at.date().isoformat()
        case Review(mode="exam"):
            return Review, record.session, record.turn
        case Step(what="end"):
            return Step, record.exam
    return None


def _cell(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        # With the offset of the learner's clock: it says on which day of theirs it was.
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value) if name in _LISTS else value


def _text(cell: Any) -> str:
    if not isinstance(cell, str):
        raise TypeError(cell)
    return cell


def _whole(cell: Any) -> int:
    if not isinstance(cell, int):
        raise TypeError(cell)
    return int(cell)


def _real(cell: Any) -> float:
    if not isinstance(cell, int | float):
        raise TypeError(cell)
    return float(cell)


def _names(cell: Any) -> tuple[str, ...]:
    return tuple(_text(cell).split())


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda cell: None if cell is None else read(cell)


#: How a cell is read, by column; whatever is not here is a text.
_READERS: dict[str, Callable[[Any], Any]] = {
    "at": datetime.fromisoformat,
    "hinted": lambda cell: bool(_whole(cell)),
    "score": _or_none(_real),
    **dict.fromkeys(("turn", "revision", "difficulty", "seed", "after", "minutes", "item"), _whole),
    **dict.fromkeys(("chance", "seconds"), _real),
    **dict.fromkeys(_LISTS, _names),
}
_SPECIAL: dict[tuple[type, str], Callable[[Any], Any]] = {
    (Goal, "exam"): _or_none(date.fromisoformat)
}
_CELLS: dict[type, tuple[tuple[str, Callable[[Any], Any]], ...]] = {
    kind: tuple((name, _SPECIAL.get((kind, name), _READERS.get(name, _text))) for name in names)
    for kind, names in COLUMNS.items()
}
