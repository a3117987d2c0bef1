"""What the twin holds, for those who cannot read the database: the same records, from its lines."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from basis.twin import Twin
from quiz.logbook.lines import record_in
from quiz.logbook.records import Flag, Goal, Record, Records, Review, Slip, Step, doubted
from quiz.logbook.tables import identity


def records_of(twin: Twin) -> Records:
    """The records of a twin, each once. Lines that are none are left out.

    Raises:
        OSError: if it cannot be read.
    """
    known: set[tuple[Any, ...]] = set()
    found: dict[type, list[Any]] = {kind: [] for kind in (Review, Flag, Slip, Goal, Step)}
    for line in twin.lines():
        with suppress(ValueError):
            record: Record = record_in(line or {})
            if (name := identity(record)) in known:
                continue
            known.add(name)
            if isinstance(record, Slip):  # one that was kept here alone does not know its place
                record = replace(record, after=max(record.after, len(found[Review])))
            found[type(record)].append(record)
    reviews, flags, slips, goals, steps = map(tuple, found.values())
    return Records(doubted(reviews, flags), flags, slips, goals, steps)
