"""Keeps what a session says, in its order; what the log does not take is tried again.

What waits lies in a file of its own meanwhile, among the temporary ones: whatever ends the program,
`quiz log restore` takes it in from there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from basis.errors import GongbuError
from basis.twin import Twin
from quiz.errors import LogError, QuizError
from quiz.lines import pending
from quiz.log import Log
from quiz.records import Record


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
        self.waiting: list[tuple[Record, ...]] = []

    @property
    def lost(self) -> int:
        """How many records the log has not taken."""
        return sum(map(len, self.waiting))

    def keep(self, *records: Record) -> None:
        """Keep records, all or none, after those that wait."""
        self.waiting.append(records)
        self.flush()

    def flush(self) -> None:
        """Try to keep what waits."""
        while self.waiting:
            try:
                self._log.add(*self.waiting[0])
            except LogError as error:
                self._warn(error)
                self._warn(QuizError("log_pending", count=self.lost))
                self._write_rescue()
                return
            del self.waiting[0]
            self._rescued = max(0, self._rescued - 1)
        if self._rescue is not None:
            with suppress(OSError):
                self._rescue.unlink()
            self._rescue = None

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

        new = [record for group in self.waiting[self._rescued :] for record in group]
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
