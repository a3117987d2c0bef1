"""The log of verdicts: one sqlite3 file in the learner's data folder, only ever added to.

Everything shown as progress is derived from the log. It never stands in the way of a verdict:
whatever is wrong with the file is a `HistoryError` that the face reports beside the verdict.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from basis.journal import Journal
from basis.places import data_folder
from grader.errors import HistoryError
from grader.verdict import CheckResult, Outcome, Verdict

#: The layout of the file; a file of a newer program is left alone.
LAYOUT = 1

_TABLES = """
CREATE TABLE IF NOT EXISTS verdicts (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,           -- UTC, ISO 8601
    slug TEXT NOT NULL,
    seed INTEGER NOT NULL,
    level TEXT NOT NULL,        -- isolation
    points REAL NOT NULL,
    max_points REAL NOT NULL,
    outcome TEXT NOT NULL,
    content TEXT NOT NULL,      -- digest of the submission
    seconds REAL NOT NULL,
    checks TEXT NOT NULL        -- JSON: [{name, outcome, points, max_points, bonus, mistake}]
);
CREATE INDEX IF NOT EXISTS verdicts_by_slug ON verdicts (slug, id);
CREATE TRIGGER IF NOT EXISTS verdicts_stay BEFORE UPDATE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;
CREATE TRIGGER IF NOT EXISTS verdicts_are_kept BEFORE DELETE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;
PRAGMA user_version = 1;
"""


@dataclass(frozen=True)
class Ended:
    """How one check of an attempt ended."""

    name: str
    outcome: Outcome
    points: float
    max_points: float
    bonus: bool = False
    mistake: str | None = None


@dataclass(frozen=True)
class Attempt:
    """One verdict as it was kept.

    Attributes:
        at: when it was given (UTC).
        level: the isolation level it was given at.
        content: digest of the submission; the same text has the same digest.
    """

    at: datetime
    slug: str
    seed: int
    level: str
    points: float
    max_points: float
    outcome: Outcome
    content: str
    seconds: float
    checks: tuple[Ended, ...]

    @property
    def passed(self) -> bool:
        """Whether every check that decides was run, and passed."""
        deciding = [check for check in self.checks if not check.bonus]
        whole = all(check.outcome == Outcome.PASSED for check in deciding)
        return self.outcome == Outcome.PASSED and bool(deciding) and whole

    @property
    def bonus(self) -> float:
        """Points of bonus checks, which `points` includes."""
        return sum(check.points for check in self.checks if check.bonus)

    def mistakes(self) -> frozenset[str]:
        """The catalogued mistakes that the failed checks looked like."""
        return frozenset(check.mistake for check in self.checks if check.mistake)


class History:
    """The log in a folder. Opening it touches nothing; each call opens and closes the file.

    Args:
        folder: where verdicts.sqlite3 is or will be; `data_folder()` by default.
        wait_s: how long another program may hold the file before it counts as locked.
    """

    def __init__(self, folder: Path | None = None, wait_s: float = 5.0) -> None:
        self.path = (folder or data_folder()) / "verdicts.sqlite3"
        self._journal = Journal(self.path, _TABLES, LAYOUT, _failure, wait_s)

    def add(self, verdict: Verdict, content: str, now: datetime | None = None) -> None:
        """Keep a verdict.

        Args:
            verdict: the verdict.
            content: digest of the submission it is about.
            now: the time; the present by default.

        Raises:
            HistoryError: if it could not be kept.
        """
        at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
        row = (
            at,
            verdict.slug,
            verdict.seed,
            verdict.isolation.level.value,
            verdict.points,
            verdict.max_points,
            verdict.outcome.value,
            content,
            verdict.seconds,
            json.dumps([_ended(check) for check in verdict.checks], ensure_ascii=False),
        )
        with self._journal.writing() as connection:
            names = "at, slug, seed, level, points, max_points, outcome, content, seconds, checks"
            connection.execute(f"INSERT INTO verdicts ({names}) VALUES (?,?,?,?,?,?,?,?,?,?)", row)

    def attempts(self, slug: str | None = None) -> tuple[Attempt, ...]:
        """The attempts at an exercise, or at all of them, oldest first.

        Raises:
            HistoryError: if the log cannot be read.
        """
        where, values = ("", ()) if slug is None else ("WHERE slug = ?", (slug,))
        with self._journal.reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT at, slug, seed, level, points, max_points, outcome, content, seconds,"
                f" checks FROM verdicts {where} ORDER BY id",
                values,
            ).fetchall()
        try:
            return tuple(_attempt(row) for row in rows)
        except (ValueError, KeyError, TypeError):
            raise self._journal.damaged() from None


def _failure(what: str, **fields: Any) -> HistoryError:
    return HistoryError(f"history_{what}", **fields)


def _ended(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.name,
        "outcome": check.outcome.value,
        "points": check.points,
        "max_points": check.max_points,
        "bonus": check.bonus,
        "mistake": check.diagnosis.mistake if check.diagnosis else None,
    }


def _attempt(row: Sequence[Any]) -> Attempt:
    at, slug, seed, level, points, max_points, outcome, content, seconds, checks = row
    ended = (check | {"outcome": Outcome(check["outcome"])} for check in json.loads(checks))
    return Attempt(
        at=datetime.fromisoformat(at),
        slug=slug,
        seed=seed,
        level=level,
        points=points,
        max_points=max_points,
        outcome=Outcome(outcome),
        content=content,
        seconds=seconds,
        checks=tuple(Ended(**check) for check in ended),
    )


def repeats(attempts: Sequence[Attempt], mistake: str, content: str) -> int:
    """How many different versions in a row, the present one included, look like this mistake.

    Args:
        attempts: earlier attempts at the exercise, oldest first.
        mistake: id of the mistake that the present version looks like.
        content: digest of the present version; grading it again does not count twice.
    """
    seen = {content}
    for attempt in reversed(attempts):
        if mistake not in attempt.mistakes():
            break
        seen.add(attempt.content)
    return len(seen)
