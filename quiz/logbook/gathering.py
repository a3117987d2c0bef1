"""All records that can be read anywhere: in a log, its twin, a backup, the ruins of a database."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from basis.leaves import MAGIC, rows
from basis.twin import Twin
from quiz.errors import ContentError, LogError, QuizError, UsageError
from quiz.logbook.database import scan
from quiz.logbook.lines import record_in, upto
from quiz.logbook.log import Log
from quiz.logbook.opening import SURVIVED, failure, journal
from quiz.logbook.records import Flag, Goal, Record, Review, Slip, Step
from quiz.logbook.tables import COLUMNS, TABLES, RowError, identity, likeness, record_of

#: What is kept in one order: slips have their places among the reviews.
_STRANDS = ((Review, Slip), (Flag,), (Goal,), (Step,))

#: So many lines or rows of a file that cannot be are told one by one.
TOLD = 10

Tell = Callable[[QuizError], None]


@dataclass
class _Gate:
    """Counts what cannot be in a file, and keeps the first of it, with its place, to be told."""

    path: Path
    skipped: int = field(default=0, init=False)
    first: list[QuizError] = field(default_factory=list, init=False)

    def report(self, tell: Tell) -> None:
        for fault in self.first:
            tell(fault)

    def line(self, number: int, fault: ValueError) -> None:
        if isinstance(fault, RowError):
            self._count(ContentError("log_line_value", self.path, number, name=fault.column))
        else:
            self._count(ContentError("log_line", self.path, number))

    def row(self, table: str, number: int, fault: RowError) -> None:
        fields = {"file": str(self.path), "table": table, "number": number}
        self._count(QuizError("log_row_left_out", **fields, name=fault.column))

    def _count(self, fault: QuizError) -> None:
        self.skipped += 1
        if self.skipped <= TOLD:
            self.first.append(fault)


def silent(_: QuizError) -> None:
    """Tells nobody."""


def records_in(path: Path, tell: Tell = silent) -> tuple[list[Record], int]:
    """The records of a backup, a twin or a file of rescued answers.

    Args:
        path: the file.
        tell: is told of lines and rows that are no records; they are left out.

    Returns:
        the records, and how many lines or rows are none.

    Raises:
        UsageError: if it is none of these.
        LogError: if it was written by a newer version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError("log_unreadable_file", file=str(path), reason=reason) from None
    gate = _Gate(path)
    if data.startswith(MAGIC):
        try:
            with journal(path).reading() as connection:
                found = _in_tables(connection, gate)
            gate.report(tell)
            return found, gate.skipped
        except LogError as fault:
            if fault.key != "log_damaged":
                raise
    else:
        found = _in_lines(Twin(path), gate)
        if found or any(fault.key == "log_line_value" for fault in gate.first):
            gate.report(tell)  # of another kind of file, no line is worth a word
        if found:
            return found, gate.skipped
    if salvaged := _salvaged(path):
        return salvaged, 0
    raise UsageError("log_no_backup", file=str(path))


def held(log: Log, tell: Tell = silent) -> tuple[list[Record], bool]:
    """What the database holds, and whether it is damaged.

    Args:
        log: the log.
        tell: is told of rows that are no records.

    Raises:
        LogError: if it is none of our time, or cannot be read for another reason.
    """
    try:
        with log.reading() as connection:
            if connection is not None:
                (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
                if said != "ok":
                    raise failure("damaged", path=str(log.path))
            gate = _Gate(log.path)
            found = _in_tables(connection, gate)
            gate.report(tell)
            return found, gate.skipped > 0
    except LogError as fault:
        if fault.key not in SURVIVED:
            raise
        return _salvaged(log.path), True


def _in_tables(connection: sqlite3.Connection | None, gate: _Gate) -> list[Record]:
    found = []
    for kind, table in TABLES.items():
        for number, record in scan(connection, kind):
            if isinstance(record, RowError):
                gate.row(table, number, record)
            else:
                found.append(record)
    return _in_order(found)


def _salvaged(path: Path) -> list[Record]:
    """What can be read of a damaged database, without sqlite."""
    data, wal = (_bytes(path.with_name(path.name + end)) for end in ("", "-wal"))
    found: dict[int, list[Record]] = {}
    for id, values in rows(data, wal):
        for kind, names in COLUMNS.items():
            if len(values) == len(names) + 1 and values[0] is None:
                with suppress(ValueError):
                    record = record_of(kind, dict(zip(names, values[1:], strict=True)))
                    found.setdefault(id, []).append(record)
    # By their ids, which is the order in which they were kept.
    ordered = _in_order(record for id in sorted(found) for record in found[id])
    return new(ordered, set())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def lines_of(log: Log, count: int, tell: Tell = silent) -> tuple[list[Record], int, bool]:
    """What the twin holds, how many lines are no records, and whether it lacks nothing.

    Args:
        log: the log.
        count: how many records the database holds.
        tell: is told of lines that are no records.
    """
    gate = _Gate(log.twin.path)
    try:
        found = _in_lines(log.twin, gate)
        last = upto(log.twin.last())
    except OSError:
        return [], 0, False
    gate.report(tell)
    in_step = not gate.skipped and last is not None and sum(last) == len(found) == count
    return found, gate.skipped, in_step


def _in_lines(twin: Twin, gate: _Gate) -> list[Record]:
    found = []
    for number, line in twin.numbered():
        try:
            found.append(record_in(line or {}))
        except ValueError as fault:
            gate.line(number, fault)
    return _in_order(found)


def new(records: Iterable[Record], known: set[tuple[object, ...]]) -> list[Record]:
    """The records that are not known, each once; they are known from then on."""
    found = []
    for record in records:
        if (name := identity(record)) not in known:
            known.add(name)
            found.append(record)
    return found


def lacking(records: Sequence[Record], there: Iterable[Record]) -> list[Record]:
    """Those of the records of a file that are not in a log, in whatever shape they came."""
    known = set(map(likeness, there))
    return [record for record in records if likeness(record) not in known]


def _in_order(records: Iterable[Record]) -> list[Record]:
    """Records of one source: each kind in its order, slips after as many reviews as they say."""
    by_kind: dict[type, list[Record]] = {kind: [] for kind in TABLES}
    for record in records:
        by_kind[type(record)].append(record)
    slips = [record for record in by_kind.pop(Slip) if isinstance(record, Slip)]
    ordered: list[Record] = []
    for place, review in enumerate(by_kind.pop(Review)):
        while slips and slips[0].after <= place:
            ordered.append(slips.pop(0))
        ordered.append(review)
    return [*ordered, *slips, *(record for kind in by_kind.values() for record in kind)]


def merged(records: Sequence[Record], more: Sequence[Record]) -> list[Record]:
    """Records of two sources by the time; those of each source stay in their order."""
    both = (
        heapq.merge(
            (record for record in records if isinstance(record, kinds)),
            (record for record in more if isinstance(record, kinds)),
            key=lambda record: record.at,
        )
        for kinds in _STRANDS
    )
    return [record for strand in both for record in strand]
