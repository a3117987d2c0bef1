"""Keeps what a session says, in its order; what the log does not take is tried again.

What waits lies in a file of its own meanwhile, among the temporary ones: whatever ends the program,
`quiz log restore` takes it in from there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from basis.errors import GongbuError
from basis.twin import Twin
from quiz.errors import LogError, QuizError
from quiz.logbook.lines import pending
from quiz.logbook.log import Log, Objection
from quiz.logbook.records import Record


@dataclass(frozen=True)
class Group:
    """Records that are kept all or none, unless there is something against it."""

    records: tuple[Record, ...]
    against: Objection | None = None


class Keeper:
    """Puts records into a log.

    Args:
        log: the log.
        warn: told what goes wrong.

    Attributes:
        waiting: what the log has not taken; each group all or none.
    """

    def __init__(self, log: Log, warn: Callable[[GongbuError], None]) -> None:
        self._log = log
        self._warn = warn
        self._rescue: Path | None = None
        self._rescued = 0  # groups of those that wait
        self._told = 0  # how many records were said to wait
        self.waiting: list[Group] = []

    @property
    def lost(self) -> int:
        """How many records the log has not taken."""
        return sum(len(group.records) for group in self.waiting)

    def keep(self, *records: Record, against: Objection | None = None) -> bool:
        """Keep records, all or none, after those that wait.

        Args:
            records: what is to be kept.
            against: asked before they go into the log, as `Log.add_unless` does.

        Returns:
            False if there is something against it; then they are given up.
        """
        self.waiting.append(Group(records, against))
        return self.flush()

    def flush(self) -> bool:
        """Try to keep what waits.

        Returns:
            False if there was something against the last of it.
        """
        kept = True
        while self.waiting:
            try:
                kept = self._add(self.waiting[0])
            except LogError as error:
                if self._told != self.lost:
                    self._told = self.lost
                    self._warn(error)
                    self._warn(QuizError("log_pending", count=self.lost))
                self._write_rescue()
                return True
            del self.waiting[0]
            self._rescued = max(0, self._rescued - 1)
        if self._rescue is not None:
            with suppress(OSError):
                self._rescue.unlink()
            self._rescue = None
        self._told = 0
        return kept

    def _add(self, group: Group) -> bool:
        if group.against is not None:
            return self._log.add_unless(group.against, *group.records)
        self._log.add(*group.records)
        return True

    def finish(self) -> int:
        """Try a last time, and say what became of what was not kept.

        Returns:
            an exit code: 3 if the log lacks an answer.
        """
        self.flush()
        if not self.waiting:
            return 0
        if self._rescue is None:
            self._warn(QuizError("log_lost", count=self.lost))
        else:
            self._warn(QuizError("log_rescued", count=self.lost, path=str(self._rescue)))
        return LogError.exit_code

    def _write_rescue(self) -> None:
        """Add to the file of rescue what is not in it; nothing is said if that fails."""
        import tempfile

        new = [record for group in self.waiting[self._rescued :] for record in group.records]
        try:
            if self._rescue is None:
                # For nobody else's eyes, and no other's file: the folder is everybody's.
                descriptor, name = tempfile.mkstemp(".jsonl", "gongbu-answers-")
                with open(descriptor, "wb"):
                    self._rescue = Path(name)
            Twin(self._rescue).append(map(pending, new))
        except OSError:
            return
        self._rescued = len(self.waiting)
