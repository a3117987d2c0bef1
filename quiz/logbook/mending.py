"""Brings a log and its twin in step again, and takes in what a backup holds.

Everything that can be read anywhere is gathered first, and a database takes it, as a draft or in an
open transaction: what it does not take is not to stand in the twin. Then the twin is written anew,
then the database takes its place, with the old ones set aside before. Killed at any moment, the
twin holds either what it held or all of it, and the same repair can be begun again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from basis.twin import settle
from quiz.errors import LogError
from quiz.logbook.backup import copy_of
from quiz.logbook.database import insert, replace_all
from quiz.logbook.gathering import Tell, held, lacking, lines_of, merged, new, silent
from quiz.logbook.lines import marked
from quiz.logbook.log import Log
from quiz.logbook.opening import failure, journal
from quiz.logbook.records import Record, Review, Slip
from quiz.logbook.tables import TABLES


@dataclass(frozen=True)
class Mended:
    """What was done.

    Attributes:
        log, twin, added: how many records come from the log as it was, from its twin, and from the
            file that was to be taken in.
        doubled: how many records the log held although they are taken once only.
        skipped: lines of the twin that are no records.
        damaged: whether the database was damaged or gone, or held what cannot be.
        in_step: whether the twin lacked nothing.
        aside: what was there before.
        twin_fault: why the twin could not be written; None if it could.
    """

    log: int
    twin: int
    added: int
    doubled: int
    skipped: int
    damaged: bool
    in_step: bool
    aside: tuple[Path, ...] = ()
    twin_fault: LogError | None = None

    @property
    def count(self) -> int:
        """How many records the log holds now."""
        return self.log + self.twin + self.added

    @property
    def whole(self) -> bool:
        """Whether nothing had to be done."""
        return self.in_step and not (self.damaged or self.twin or self.added or self.doubled)


def mend(
    log: Log,
    now: datetime,
    more: Sequence[Record] = (),
    *,
    tell: Tell = silent,
    forget: Callable[[], None] = lambda: None,
) -> Mended:
    """Repair a log from itself and its twin, and add what it lacks of other records.

    Args:
        log: the log.
        now: names what is set aside.
        more: records of a backup or an export.
        tell: is told of lines and rows of log and twin that are no records; they are left out.
        forget: is called before the order of records changes; what was derived from it is void.

    Raises:
        LogError: if it was written by a newer version, is held by another program, or cannot be
            written; then it is as it was.
    """
    with log.holding():
        rows, damaged = held(log, tell)
        lines, skipped, in_step = lines_of(log, len(rows), tell)
        known: set[tuple[object, ...]] = set()
        found, from_twin = new(rows, known), new(lines, known)
        added = lacking(new(more, known), [*found, *from_twin])
        doubled = len(rows) - len(found)
        aside: tuple[Path, ...] = ()
        fault = None
        changed = bool(from_twin or added or doubled)
        if damaged or changed or not in_step:
            forget()
            writer = _Writer(log, now)
            fault = writer.write(merged(merged(found, from_twin), added), damaged, changed)
            aside = tuple(writer.aside)
    counts = len(found), len(from_twin), len(added), doubled
    return Mended(*counts, skipped, damaged, in_step, aside, fault)


class _Writer:
    """Writes a log and its twin anew."""

    def __init__(self, log: Log, now: datetime) -> None:
        self._log = log
        self._stamp = f"{now:%Y%m%dT%H%M%S}"
        self.aside: list[Path] = []

    def write(self, records: Sequence[Record], damaged: bool, changed: bool) -> LogError | None:
        """Write both; `changed` if the database does not hold these records.

        Returns:
            why the twin could not be written.
        """
        path = self._log.path
        empty = not path.exists() or path.stat().st_size == 0
        if damaged or (empty and changed):
            draft = self._draft(records)
            fault = self._write_twin(records)
            self._put_in_place(draft)
            return fault
        return self._replace_rows(records) if changed else self._write_twin(records)

    def _draft(self, records: Sequence[Record]) -> Path:
        path = self._log.path.with_name("reviews.rebuilding.sqlite3")
        self._drop(path)  # that of a rebuild that was killed
        try:
            with journal(path).writing() as connection:
                insert(connection, records)
        except LogError as fault:
            self._drop(path)
            # Nobody but us knows the draft.
            raise LogError(fault.key, **fault.fields | {"path": str(self._log.path)}) from None
        return path

    @staticmethod
    def _drop(path: Path) -> None:
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                path.with_name(path.name + end).unlink()

    def _write_twin(self, records: Sequence[Record]) -> LogError | None:
        twin = self._log.twin
        ids = dict.fromkeys(TABLES, 0)
        numbered = []
        for record in records:
            ids[type(record)] += 1
            if isinstance(record, Slip):
                record = replace(record, after=ids[Review])
            numbered.append((ids[type(record)], record))
        try:
            if twin.there:
                self._set_aside(twin.path)
            twin.replace(marked(numbered, [0] * len(TABLES)))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return LogError("log_twin_failed", twin=str(twin.path), reason=reason)
        return None

    def _put_in_place(self, draft: Path) -> None:
        """Put a new database in the place of one that cannot be used."""
        path = self._log.path
        try:
            if path.exists():
                aside = self._set_aside(path)
                # The file beside it belongs to the old one; with the new one it would be read as
                # changes to that.
                wal = path.with_name(path.name + "-wal")
                if wal.exists():
                    wal.replace(aside.with_name(aside.name + "-wal"))
            path.with_name(path.name + "-shm").unlink(missing_ok=True)
            draft.replace(path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise failure("unwritable", path=str(path), reason=reason) from None
        settle(path.parent)

    def _replace_rows(self, records: Sequence[Record]) -> LogError | None:
        """In one transaction, since others may be reading it; the twin is written within."""
        aside = self._name(self._log.path)
        with self._log.reading() as connection:
            if connection is not None:
                try:
                    copy_of(connection, aside)
                except (OSError, sqlite3.Error) as error:
                    self._drop(aside)
                    reason = getattr(error, "strerror", None) or str(error)
                    raise failure("unwritable", path=str(aside), reason=reason) from None
                self.aside.append(aside)
        with self._log.writing() as connection:
            replace_all(connection, records)
            return self._write_twin(records)

    def _set_aside(self, path: Path) -> Path:
        aside = self._name(path)
        try:
            os.link(path, aside)
        except OSError:  # a file system without links
            shutil.copy2(path, aside)
        self.aside.append(aside)
        return aside

    def _name(self, path: Path) -> Path:
        names = self._names(path)
        return next(name for name in names if not name.exists())

    def _names(self, path: Path) -> Iterator[Path]:
        yield path.with_name(f"{path.stem}.{self._stamp}{path.suffix}")
        for number in range(2, 1000):
            yield path.with_name(f"{path.stem}.{self._stamp}-{number}{path.suffix}")
