"""The log of a learner: one sqlite3 file in their data folder, only ever added to, and its twin.

Whatever is shown as progress, and what is asked next, is derived from the log and can be derived
again. Nothing is updated or deleted (quiz/logbook/records.py).

The twin, reviews.jsonl, holds every record a second time, as a line (quiz/logbook/lines.py):

* One lock (reviews.lock) is held around an addition: first the database's transaction is committed,
  then the line is written and synced, then `add` returns. So a line that bears an id has its row,
  and no other program comes between a row and its line.
* A program that is killed between the two leaves a row without a line. Each line says how many rows
  of each table have lines; a writer that finds fewer in the last line than in the database writes
  those that lack. The same brings up the twin of a log that an older program wrote, and one that
  could not be written for a while.
* While the database is damaged, the twin is read in its place (quiz/logbook/standin.py), and
  records are kept in the twin alone, in lines that count nothing. Whoever finds such a line last,
  or one that counts more rows than there are, adds lines that count nothing either, so that it
  stays to be seen until `quiz log rebuild` (quiz/logbook/mending.py).
* Rows and lines are compared by what they hold, not by ids (`quiz.logbook.tables.identity`), so
  that a line too many is never harmful.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from basis.errors import GongbuError
from basis.locking import held
from basis.places import data_folder
from basis.twin import Twin
from quiz.errors import LogError
from quiz.logbook.database import (
    Numbered,
    counts,
    insert,
    last,
    read,
    read_after,
    read_steps,
)
from quiz.logbook.extent import Extent, end_of, extent
from quiz.logbook.lines import marked, pending, upto, within
from quiz.logbook.opening import (
    READ_THROUGH,
    SURVIVED,
    failure,
    journal,
    see_that_there_can_be,
)
from quiz.logbook.records import Flag, Goal, Record, Records, Review, Slip, Step, doubted
from quiz.logbook.standin import records_of
from quiz.logbook.tables import TABLES

Warn = Callable[[GongbuError], None]
#: Whether the steps of a mock exam that are there speak against an addition to it.
Objection = Callable[[tuple[Step, ...]], bool]


class Log:
    """The log in a folder. Opening it touches nothing; each call opens and closes the file.

    Args:
        folder: where reviews.sqlite3 is or will be; `data_folder()` by default.
        wait_s: how long another program may hold the file before it counts as locked.
        warn: told, once, of each thing that is wrong although nothing is lost.

    Attributes:
        path, twin: the database, and its twin.
    """

    def __init__(
        self, folder: Path | None = None, wait_s: float = 2.0, warn: Warn = lambda _: None
    ) -> None:
        self.path = (folder or data_folder()) / "reviews.sqlite3"
        self.twin = Twin(self.path.with_suffix(".jsonl"))
        self._journal = journal(self.path, wait_s)
        self._warn = warn
        self._told: set[str] = set()
        self._damage_told = False
        self._holds = False

    def add(self, *records: Record) -> None:
        """Keep records, all or none; when this returns, they are on the disk.

        What is taken once only and is there is left out (`quiz.logbook.tables.once`). While the
        database is damaged, they are kept in the twin alone.

        Raises:
            LogError: if they could not be kept.
        """
        self._add(records, None)

    def add_unless(self, against: Objection, *records: Record) -> bool:
        """Keep records as `add` does, unless there is something against it.

        Args:
            against: asked about the steps that are there of the exams that the records belong to;
                no other program adds any before they are kept. Not asked while the log is damaged.
            records: what is to be kept.

        Returns:
            whether they were kept.

        Raises:
            LogError: if they could not be kept.
        """
        return self._add(records, against)

    def _add(self, records: Sequence[Record], against: Objection | None) -> bool:
        with self.holding():
            try:
                with self.writing() as connection:
                    if against is not None and against(_steps(connection, records)):
                        return False
                    before = counts(connection)
                    rows = insert(connection, records)
            except LogError as fault:
                if fault.key not in SURVIVED:
                    raise
                self._survive(fault, records)
            else:
                self._follow(before, rows)
        return True

    def records(self) -> Records:
        """All that is there, as of one moment.

        Raises:
            LogError: if the log cannot be read.
        """
        try:
            with self.reading() as connection:
                flags = read(connection, Flag)
                return Records(
                    reviews=doubted(read(connection, Review), flags),
                    flags=flags,
                    slips=read(connection, Slip),
                    goals=read(connection, Goal),
                    steps=read(connection, Step),
                )
        except LogError as fault:
            return self._instead(fault)

    def reviews(self, since: date | None = None) -> tuple[Review, ...]:
        """The reviews, doubted ones marked as such.

        Args:
            since: those of earlier days, as the learner's clock had it, may be left out, for speed.

        Raises:
            LogError: if the log cannot be read.
        """
        try:
            with self.reading() as connection:
                return doubted(read(connection, Review, since), read(connection, Flag))
        except LogError as fault:
            return self._instead(fault).reviews

    def flags(self) -> tuple[Flag, ...]:
        """All flags.

        Raises:
            LogError: if the log cannot be read.
        """
        try:
            with self.reading() as connection:
                return read(connection, Flag)
        except LogError as fault:
            return self._instead(fault).flags

    def steps(self, exam: str | None = None) -> tuple[Step, ...]:
        """What happened in one mock exam, or in all of them, in its order.

        Raises:
            LogError: if the log cannot be read.
        """
        try:
            with self.reading() as connection:
                if exam is None or connection is None:
                    return read(connection, Step)
                return read_steps(connection, [exam])
        except LogError as fault:
            there = self._instead(fault).steps
            return tuple(step for step in there if exam is None or step.exam == exam)

    def extent(self) -> Extent:
        """How far the log goes; three rows are read.

        Raises:
            LogError: if the log cannot be read.
        """
        try:
            with self.reading() as connection:
                reviews, review = last(connection, Review)
                flags, flag = last(connection, Flag)
                slips, slip = last(connection, Slip)
        except LogError as fault:
            there = self._instead(fault)
            return extent(there.reviews, there.flags, there.slips)
        ends = [end_of(record) if record else "" for record in (review, flag, slip)]
        return Extent(reviews, flags, slips, (ends[0], ends[1], ends[2]))

    def goal(self) -> Goal | None:
        """What the learner prepares for now.

        Raises:
            LogError: if the log cannot be read.
        """
        try:
            with self.reading() as connection:
                return Records(goals=read(connection, Goal)).goal
        except LogError as fault:
            return self._instead(fault).goal

    def latest(self) -> datetime | None:
        """When the answer was given that was kept last; None without any.

        Raises:
            LogError: if the log cannot be read.
        """
        with self.reading() as connection:
            _, review = last(connection, Review)
            return review.at if review else None

    def behind(self) -> bool:
        """Whether the twin holds what the log lacks.

        Raises:
            LogError: if the log cannot be read.
        """
        try:
            return self._lags() and self._surely(self._lags)
        except OSError:
            return False

    def _lags(self) -> bool:
        # The twin first: a row is there before its line is, so that what others add meanwhile does
        # not look like a line without its row.
        lines = upto(self.twin.last())
        with self.reading() as connection:
            return not within(lines, counts(connection))

    # --- For what looks after the log (quiz/logbook/mending.py) ----------------------------------

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keep other programs from adding to the log meanwhile.

        Raises:
            LogError: if one of them does not let go.
        """
        with ExitStack() as stack:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                lock = held(self.path.with_suffix(".lock"), self._journal.wait_s)
                stack.enter_context(lock)
            except TimeoutError:
                raise failure("locked", path=str(self.path)) from None
            except OSError:
                pass  # nothing else can be written there either, and that will say so
            self._holds = True
            try:
                yield
            finally:
                self._holds = False

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, for whoever is `holding` the log.

        Raises:
            LogError: if it could not be kept.
        """
        self._see_that_it_is_not_gone()
        with self._journal.writing() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """The log as of one moment, to be read; None if nothing was ever kept.

        Raises:
            LogError: if it cannot be read.
        """
        try:
            self._see_that_it_is_not_gone()
            with self._journal.reading() as connection:
                if connection is not None:
                    connection.execute("BEGIN")
                yield connection
        except ValueError:
            self._told.add("log_damaged")
            raise self._journal.damaged() from None
        except LogError as fault:
            self._told.add(fault.key)
            raise

    def _see_that_it_is_not_gone(self) -> None:
        """A database that is gone must not be begun anew as if nothing had been kept."""
        see_that_there_can_be(self.path.parent)
        if self._is_gone() and self._surely(self._is_gone):
            raise failure("gone", path=str(self.path))

    def _is_gone(self) -> bool:
        if not self.twin.there:  # looked at first: the database is made before it
            return False
        try:
            return self.path.stat().st_size == 0
        except FileNotFoundError:
            return True
        except OSError:
            return False  # opening it will say why

    def _surely(self, wrong: Callable[[], bool]) -> bool:
        """Whether something is wrong also while no other program repairs the log."""
        with ExitStack() as stack:
            if not self._holds:
                with suppress(LogError):  # who holds it for so long repairs nothing
                    stack.enter_context(self.holding())
            return wrong()

    def _instead(self, fault: LogError) -> Records:
        """What the twin holds, if the database cannot be read or is gone and the twin is there."""
        told, self._damage_told = self._damage_told, True
        if fault.key not in READ_THROUGH or not self.twin.there:
            raise fault  # whoever reads says it
        try:
            found = records_of(self.twin)
        except OSError:
            raise fault from None
        if not told:
            self._warn(fault)
        return found

    def _survive(self, fault: LogError, records: Sequence[Record]) -> None:
        try:
            self.twin.append(map(pending, records))
        except OSError:
            raise fault from None
        self._tell(fault)

    def _follow(self, before: Sequence[int], rows: Sequence[Numbered]) -> None:
        """Bring the twin up to what the database holds.

        Args:
            before: how many rows each table had before the addition.
            rows: what was added.
        """
        try:
            had = upto(self.twin.last())
            if had is None or not within(had, before):
                self.twin.append(pending(record) for _, record in rows)
                return
            if had != before:
                with self.reading() as connection:
                    tables = zip(TABLES, had, strict=True)
                    rows = [row for kind, id in tables for row in read_after(connection, kind, id)]
            self.twin.append(marked(rows, had))
        except (OSError, LogError) as fault:
            reason = getattr(fault, "strerror", None) or type(fault).__name__
            self._tell(LogError("log_twin_failed", twin=str(self.twin.path), reason=reason))

    def _tell(self, fault: GongbuError) -> None:
        if fault.key not in self._told:
            self._told.add(fault.key)
            self._warn(fault)


def _steps(connection: sqlite3.Connection, records: Sequence[Record]) -> tuple[Step, ...]:
    """What is there of the exams that some records belong to."""
    exams = sorted({record.exam for record in records if isinstance(record, Step)})
    try:
        return read_steps(connection, exams)
    except ValueError:  # a row makes no sense: said where the log is read
        return ()
