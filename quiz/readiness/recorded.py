"""The record of now: what was kept of it, and what the log has had since. Touches disks.

As with the memory (quiz/memory/remembering.py), whatever is kept can be derived again: it bears the
name of what it was derived from, and any doubt about it means that there is none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from quiz.logbook.extent import Extent, extent
from quiz.logbook.log import Log
from quiz.logbook.records import Records
from quiz.memory.remembering import extends, key_of
from quiz.memory.shelf import Shelf
from quiz.readiness.record import Foreseen, Track, tracked

#: Raised when the same log would now give another record, or its form changes.
VERSION = 1


def recorded(
    log: Log, records: Records, revisions: Mapping[str, int], folder: Path
) -> tuple[Foreseen, ...]:
    """What was expected of each answer of a log, and what came.

    Args:
        log: the learner's.
        records: all that it holds.
        revisions: the present revision of each question.
        folder: where records are kept between two runs.
    """
    shelf = RecordShelf(folder, key_of(log, revisions))
    now = extent(records.reviews, records.flags, records.slips)
    if (answers := shelf.answers(now)) is not None:
        return answers
    known = shelf.track()
    if known is not None and not extends(known.memory, records):
        known = None
    track = tracked(records.reviews, records.slips, revisions, known)
    shelf.keep(track, now)
    return track.answers


class RecordShelf:
    """The record in a folder of what can be computed again.

    Two files: what was expected is wanted each time, the memory from which it goes on only after
    more answers. Both say how far they go.

    Args:
        folder: where they are or will be.
        key: names what they are derived from.
    """

    def __init__(self, folder: Path, key: str = "") -> None:
        self._path = folder / "record.json"
        self._memory = Shelf(folder / "record")
        self._key = key

    def answers(self, upto: Extent) -> tuple[Foreseen, ...] | None:
        """What was expected of the answers up to there; None if that is not what is kept."""
        found = self._read()
        return found[1] if found is not None and found[2] == upto else None

    def track(self) -> Track | None:
        """All that is kept; None if there is nothing that can be used."""
        found, memory = self._read(), self._memory.load(self._key)
        if found is None or memory is None:
            return None
        settled, answers, upto = found
        if upto != Extent(memory.reviews, memory.flags, memory.slips, memory.ends):
            return None  # another program kept one of the two meanwhile
        return Track(answers, settled, memory)

    def keep(self, track: Track, upto: Extent) -> None:
        """Keep a record instead of the one before; nothing is said if that fails."""
        self._memory.keep(self._key, track.memory.upto(upto))
        form = {"version": VERSION, "key": self._key, "upto": upto, "settled": track.settled}
        rows = [(a.concept, a.day, a.chance, a.came) for a in track.answers]
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):
            try:
                draft.write_text(json.dumps({**form, "answers": rows}), encoding="utf-8")
                draft.replace(self._path)
            finally:
                draft.unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget it."""
        self._memory.clear()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, tuple[Foreseen, ...], Extent] | None:
        try:
            form = json.loads(self._path.read_bytes())
            if form["version"] != VERSION or form["key"] != self._key:
                return None
            return _settled(form), tuple(map(_foreseen, form["answers"])), _extent(form["upto"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None


def _settled(form: Mapping[str, Any]) -> int:
    if not 0 <= form["settled"] <= len(form["answers"]):
        raise ValueError("settled")
    return int(form["settled"])


def _extent(form: Sequence[Any]) -> Extent:
    reviews, flags, slips, ends = form
    return Extent(reviews, flags, slips, tuple(ends))


def _foreseen(row: Sequence[Any]) -> Foreseen:
    concept, day, chance, came = row
    if not (isinstance(concept, str) and isinstance(day, int) and 0 <= chance <= 1):
        raise ValueError("no answer")
    return Foreseen(concept, day, chance, bool(came))
