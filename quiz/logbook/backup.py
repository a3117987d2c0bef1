"""A second file with all that is in a log, written while others use it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from quiz.errors import LogError, UsageError
from quiz.logbook.database import counts, read
from quiz.logbook.log import Log
from quiz.logbook.opening import failure
from quiz.logbook.tables import TABLES


def backup(log: Log, target: Path) -> int:
    """Write a backup; nothing is ever overwritten.

    Args:
        log: the log.
        target: a file that is not there yet.

    Returns:
        how many records it holds.

    Raises:
        UsageError: if the file is there, or there is nothing to put into it.
        LogError: if the log cannot be read or is damaged, or the file cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise UsageError("log_exists", file=str(target))
    with log.reading() as connection:
        if connection is None or not any(counts(connection)):
            raise UsageError("log_nothing")
        # A copy of a page that makes no sense makes none either: who repairs the log first, loses
        # nothing.
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise failure("damaged", path=str(log.path))
        count = sum(len(read(connection, kind)) for kind in TABLES)
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            copy_of(connection, draft)
            _name(draft, target)
        except FileExistsError:
            raise UsageError("log_exists", file=str(target)) from None
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise LogError("log_unwritable_file", file=str(target), reason=reason) from None
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return count


def copy_of(connection: sqlite3.Connection, path: Path) -> None:
    """Copy an open database into a new file, as of one moment.

    Raises:
        OSError, sqlite3.Error: if that fails.
    """
    path.touch()  # which says why it cannot be made, as sqlite does not
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
        # One file, which can be read from a disk that cannot be written.
        copy.execute("PRAGMA journal_mode = DELETE")


def _name(draft: Path, target: Path) -> None:
    """Give a file its name, unless another one has it."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: what came in between would be lost
        if target.exists():
            raise FileExistsError(str(target)) from None
        draft.rename(target)
