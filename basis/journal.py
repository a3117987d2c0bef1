"""A file of records that are only ever added: sqlite, opened anew for each call.

Both engines keep what a learner did in one. Every addition is a transaction of its own, so that a
program that is killed loses nothing it was told had been kept.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from basis.errors import GongbuError

#: How long to stand back when sqlite says "busy" without having waited.
_PAUSE_S = 0.01
#: What can be wrong with the file, and the fields that each text of it gets beside the `path`.
FAILURES = {
    "damaged": (),
    "newer": ("layout",),
    "locked": (),
    "unwritable": ("reason",),
    "unreadable": ("reason",),
}
#: Makes an engine's error of one of them.
Failure = Callable[..., GongbuError]


@dataclass(frozen=True)
class Journal:
    """A journal. Opening one touches nothing; the file is made by the first addition.

    Attributes:
        path: where the file is or will be.
        tables: statements that make its tables and set `user_version` to `layout`; run on every
            file of an older layout.
        layout: version of the tables.
        failure: makes errors.
        wait_s: how long another program may hold the file before it counts as locked.
    """

    path: Path
    tables: str
    layout: int
    failure: Failure
    wait_s: float

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction; when it ends without an exception, what was added is on the disk.

        Raises:
            GongbuError: made by `failure`, if it could not be kept.
        """
        with self._faults(write=True):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._patient(self._begin)) as connection, connection:
                yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to read with; None if nothing was ever kept.

        Raises:
            GongbuError: made by `failure`, if the file cannot be read.
        """
        with self._faults(write=False):
            there = self.path.exists()
        if not there:
            yield None
            return
        with self._faults(write=False), closing(self._patient(self._look)) as connection:
            made = connection.execute("PRAGMA user_version").fetchone()[0]
            yield connection if made else None

    def damaged(self) -> GongbuError:
        """The error of a file whose records make no sense."""
        return self.failure("damaged", path=str(self.path))

    def _patient(self, connect: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
        # While two programs make the file, turn it to WAL or take the WAL away, sqlite says "busy"
        # at once and does not wait its timeout: whoever would wait might wait for the other.
        until = time.monotonic() + self.wait_s
        while True:
            try:
                return connect()
            except sqlite3.OperationalError as error:
                if not _busy(error) or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_S)

    def _begin(self) -> sqlite3.Connection:
        connection = self._connect(write=True)
        try:
            connection.execute("BEGIN IMMEDIATE")  # what is read in it stays true to its end
        except BaseException:
            connection.close()
            raise
        return connection

    def _look(self) -> sqlite3.Connection:
        return self._connect(write=False)

    def _connect(self, *, write: bool) -> sqlite3.Connection:
        # A file in WAL mode on a read-only disk opens only as "immutable": nobody writes it there.
        frozen = not write and not os.access(self.path.parent, os.W_OK)
        how = f"{self.path.absolute().as_uri()}?immutable=1" if frozen else str(self.path)
        connection = sqlite3.connect(how, timeout=self.wait_s, uri=frozen)
        try:
            # FULL, not NORMAL: under WAL, NORMAL survives kill -9 too, but may lose the latest
            # commits when the power fails. An answer took a person a minute; the fsync that FULL
            # adds takes milliseconds, once an answer.
            connection.execute("PRAGMA synchronous = FULL")
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
            if layout > self.layout:
                raise self.failure("newer", path=str(self.path), layout=layout)
            if write and layout < self.layout:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(self.tables)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _faults(self, *, write: bool) -> Iterator[None]:
        path = str(self.path)
        try:
            yield
        except sqlite3.Error as error:
            raise self._failure_of(error, write) from None
        except (OverflowError, UnicodeError) as error:
            if not write:
                raise  # what is in the file makes no sense: for its reader to say
            raise self.failure("unwritable", path=path, reason=str(error)) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            what = "unwritable" if write else "unreadable"
            raise self.failure(what, path=path, reason=reason) from None

    def _failure_of(self, error: sqlite3.Error, write: bool) -> GongbuError:
        path, reason = str(self.path), str(error)
        if _busy(error):
            return self.failure("locked", path=path)
        if write and isinstance(error, sqlite3.IntegrityError | sqlite3.DataError):
            return self.failure("unwritable", path=path, reason=reason)  # what was to be added
        sound = "malformed" not in reason and "Could not decode" not in reason
        if isinstance(error, sqlite3.OperationalError) and sound:
            return self.failure("unwritable" if write else "unreadable", path=path, reason=reason)
        return self.damaged()


def _busy(error: sqlite3.Error) -> bool:
    # "locking protocol": others began and ended using the WAL too often while we wanted to.
    return any(word in str(error) for word in ("locked", "busy", "locking protocol"))
