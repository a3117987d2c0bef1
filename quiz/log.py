"""The log of reviews: one sqlite3 file in the learner's data folder, only ever added to.

Whatever is shown as progress, and what is asked next, is derived from the log and can be derived
again. A review is one answered question; a flag is a learner's doubt about one, for the author to
read. Nothing is updated or deleted: a flag that comes later changes how its review is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from basis.journal import Journal
from basis.places import data_folder
from quiz.errors import LogError
from quiz.mark import PASSING

Mode = Literal["practice", "exam"]

#: How a turn ended: with a mark; given up; our fault while marking; or left before the learner had
#: ticked the points of an answer.
Outcome = Literal["marked", "skipped", "broken", "open"]

#: Version of the tables; a file made by a later version is left alone.
LAYOUT = 1

Record = TypeVar("Record")

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
PRAGMA user_version = {LAYOUT};
COMMIT;
"""


@dataclass(frozen=True)
class Review:
    """One answered question.

    Attributes:
        at: when it was answered, in UTC.
        session, turn: the sitting, and the place in it from 1. A question that asks twice may leave
            an "open" review before the one with the mark.
        concepts: of the question; the first is the primary one.
        chance: the expected score of a blind guess.
        again: the question of this session whose miss this one makes good; "" elsewhere.
        typed: the answer as it was typed.
        score: 0 to 1; None without a mark.
        says: misconceptions or options that the answer betrays.
        betrayed: concepts that those name.
        seconds: from the prompt to the answer, as the clock on the wall saw it.
        hinted: whether the hint or the notes were looked at before the answer.
        doubted: whether a flag stands against it. No column: derived when the log is read.
    """

    at: datetime
    session: str
    turn: int
    mode: Mode
    question: str
    revision: int
    kind: str
    topic: str
    concepts: tuple[str, ...]
    difficulty: int
    seed: int
    chance: float
    again: str
    lang: str
    typed: str
    outcome: Outcome
    score: float | None
    says: tuple[str, ...] = ()
    betrayed: tuple[str, ...] = ()
    seconds: float = 0.0
    hinted: bool = False
    doubted: bool = False

    @property
    def counts(self) -> bool:
        """Whether it tells anything about what the learner knows."""
        return self.outcome in ("marked", "skipped") and not self.doubted

    @property
    def passed(self) -> bool:
        """Whether it counts as known."""
        return self.score is not None and self.score >= PASSING


@dataclass(frozen=True)
class Flag:
    """A learner's doubt, kept for the author.

    Attributes:
        what: the question is unclear (said before the answer) or its mark contested (after it).
        remark: in the learner's words, or "".
    """

    at: datetime
    session: str
    turn: int
    question: str
    revision: int
    seed: int
    what: Literal["unclear", "contested"]
    remark: str = ""


_REVIEW = tuple(field.name for field in fields(Review) if field.name != "doubted")
_FLAG = tuple(field.name for field in fields(Flag))

_LISTS = ("concepts", "says", "betrayed")  # names without spaces


class Log:
    """The log in a folder. Opening it touches nothing; each call opens and closes the file.

    Args:
        folder: where reviews.sqlite3 is or will be; `data_folder()` by default.
        wait_s: how long another program may hold the file before it counts as locked.
    """

    def __init__(self, folder: Path | None = None, wait_s: float = 2.0) -> None:
        self.path = (folder or data_folder()) / "reviews.sqlite3"
        self._journal = Journal(self.path, _TABLES, LAYOUT, _failure, wait_s)

    def add(self, record: Review | Flag) -> None:
        """Keep a review or a flag; when this returns, it is on the disk.

        Raises:
            LogError: if it could not be kept.
        """
        table, names = ("reviews", _REVIEW) if isinstance(record, Review) else ("flags", _FLAG)
        row = [_column(name, getattr(record, name)) for name in names]
        marks = ", ".join("?" * len(names))
        with self._journal.writing() as connection:
            connection.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", row)

    def reviews(self) -> tuple[Review, ...]:
        """All reviews in the order they were kept, doubted ones marked as such.

        Raises:
            LogError: if the log cannot be read.
        """
        doubted = {(flag.session, flag.turn) for flag in self.flags()}
        return tuple(self._read("reviews", _REVIEW, lambda row: _review(row, doubted)))

    def flags(self) -> tuple[Flag, ...]:
        """All flags in the order they were kept.

        Raises:
            LogError: if the log cannot be read.
        """
        return tuple(self._read("flags", _FLAG, _flag))

    def _read(
        self, table: str, names: Sequence[str], build: Callable[[dict[str, Any]], Record]
    ) -> list[Record]:
        with self._journal.reading() as connection:
            if connection is None:
                return []
            query = f"SELECT {', '.join(names)} FROM {table} ORDER BY id"
            rows = connection.execute(query).fetchall()
        try:
            return [build(dict(zip(names, row, strict=True))) for row in rows]
        except (ValueError, TypeError, AttributeError):
            raise self._journal.damaged() from None


def _failure(what: str, **fields: Any) -> LogError:
    return LogError(f"log_{what}", **fields)


def _column(name: str, value: Any) -> Any:
    if name == "at":
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return " ".join(value) if name in _LISTS else value


def _flag(row: dict[str, Any]) -> Flag:
    row["at"] = datetime.fromisoformat(row["at"])
    return Flag(**row)


def _review(row: dict[str, Any], doubted: Collection[tuple[str, int]]) -> Review:
    row["at"] = datetime.fromisoformat(row["at"])
    row["hinted"] = bool(row["hinted"])
    row["doubted"] = (row["session"], row["turn"]) in doubted
    for name in _LISTS:
        row[name] = tuple(row[name].split())
    return Review(**row)
