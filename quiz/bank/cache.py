"""What has been read before, in one sqlite file that any number of processes may share.

A shelf holds the files of one folder. Of each it keeps the digest of what was read, a `head` that
is wanted at every start, and a `body` that is wanted now and then, each with its checksum. A cache
that is broken, locked, read-only or missing only makes things slow: nothing here raises.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

#: The number is that of the layout: another layout is another file.
_FILE = "banks-1.sqlite3"
_TABLE = """
    CREATE TABLE IF NOT EXISTS kept (
        shelf TEXT, file TEXT, digest TEXT, head TEXT, body TEXT, PRIMARY KEY (shelf, file)
    )
"""
#: Seconds to wait for another process. Reading a bank again takes about as long.
_PATIENCE_S = 0.5

#: What happens where the cache cannot be used; the last where a folder's name is no Unicode.
_NO_HELP = (OSError, sqlite3.Error, UnicodeError)


class Kept(NamedTuple):
    """What is kept of one file."""

    file: str
    digest: str
    head: str
    body: str = ""


class Cache:
    """One shelf of the cache.

    Args:
        folder: where the cache is; None for none at all.
        shelf: whose files these are.
    """

    def __init__(self, folder: Path | None, shelf: str) -> None:
        self._path = folder.absolute() / _FILE if folder else None
        self._shelf = shelf

    def heads(self) -> dict[str, tuple[str, str]]:
        """Digest and head of every file on the shelf."""
        with contextlib.suppress(*_NO_HELP), self._opened("ro") as database:
            rows = database.execute(
                "SELECT file, digest, head FROM kept WHERE shelf = ?", (self._shelf,)
            )
            opened = ((file, digest, _unsealed(head)) for file, digest, head in rows)
            return {file: (digest, head) for file, digest, head in opened if head is not None}
        return {}

    def body(self, file: str, digest: str) -> str | None:
        """The body of a file, if what is kept has this digest."""
        with contextlib.suppress(*_NO_HELP), self._opened("ro") as database:
            row: tuple[object] | None = database.execute(
                "SELECT body FROM kept WHERE shelf = ? AND file = ? AND digest = ?",
                (self._shelf, file, digest),
            ).fetchone()
            return _unsealed(row[0]) if row else None
        return None

    def keep(self, rows: Iterable[Kept], files: Collection[str]) -> None:
        """Put rows on the shelf, and take off it whatever is not of these files."""
        if self._path is None:
            return
        rows = list(rows)
        with contextlib.suppress(*_NO_HELP):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._write(rows, files)
            except sqlite3.OperationalError:  # locked, read-only, full: another time
                return
            except sqlite3.DatabaseError:  # no database at all, or a broken one
                self._path.unlink()
                self._write(rows, files)

    def _write(self, rows: list[Kept], files: Collection[str]) -> None:
        with self._opened("rwc") as database, database:
            database.execute(_TABLE)
            database.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)",
                [
                    (self._shelf, row.file, row.digest, _sealed(row.head), _sealed(row.body))
                    for row in rows
                ],
            )
            there = database.execute("SELECT file FROM kept WHERE shelf = ?", (self._shelf,))
            gone = [(self._shelf, file) for (file,) in there if file not in files]
            database.executemany("DELETE FROM kept WHERE shelf = ? AND file = ?", gone)

    @contextlib.contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        if self._path is None:
            raise sqlite3.OperationalError("there is no cache")
        database = sqlite3.connect(f"{self._path.as_uri()}?mode={mode}", _PATIENCE_S, uri=True)
        try:
            yield database
        finally:
            database.close()


def _sealed(text: str) -> str:
    """A text with its checksum before it: sqlite does not notice a byte that has changed."""
    return _checksum(text) + text


def _unsealed(kept: object) -> str | None:
    """The text that was sealed; None if it is not what it was."""
    if not isinstance(kept, str):
        return None
    text = kept[8:]
    return text if kept.startswith(_checksum(text)) else None


def _checksum(text: str) -> str:
    return f"{crc32(text.encode()):08x}"
