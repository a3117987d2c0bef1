"""The database of a log as a file that is opened, and what can be wrong with it then."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from basis.journal import Journal
from quiz.errors import LogError
from quiz.logbook.tables import LAYOUT, STATEMENTS

#: Faults of the database through which the twin keeps what is new.
SURVIVED = ("log_damaged", "log_gone")

#: Those through which it is read: also that of a full disk, where sqlite has no room for what it
#: keeps beside the database while it reads.
READ_THROUGH = (*SURVIVED, "log_unreadable")


def journal(path: Path, wait_s: float = 2.0) -> Journal:
    """The database of a log, or of a backup of one."""
    return Journal(path, STATEMENTS, LAYOUT, failure, wait_s)


def failure(what: str, **fields: Any) -> LogError:
    """The error of a fault of a log (basis/journal.py)."""
    return LogError(f"log_{what}", **fields)


def see_that_there_can_be(folder: Path) -> None:
    """See that nothing but a folder is where the folder of a log is or will be.

    Raises:
        LogError: if a file is there, or above it.
    """
    there = next((each for each in (folder, *folder.parents) if os.path.exists(each)), folder)
    if os.path.isfile(there):
        raise failure("no_folder", folder=str(folder), file=str(there))
