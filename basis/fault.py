"""Faults of ours: what nobody expected is kept in a file, and the learner reads one line."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from basis.errors import UsageError
from basis.places import data_folder


def save_fault(error: BaseException) -> Path | None:
    """Write the full traceback of an error to a file of its own.

    Returns:
        the file, in the data folder or else among the temporary files; None if neither works.
    """
    lines = [
        f"python {platform.python_version()} on {platform.platform()}",
        f"command {sys.argv!r}",
        "".join(traceback.format_exception(error)),
    ]
    text = "\n".join(lines).encode("utf-8", "backslashreplace")
    name = f"fault-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.txt"
    for find in (_own_folder, tempfile.gettempdir):
        try:
            folder = Path(find())
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text)
        except (OSError, UsageError):
            continue
        return folder / name
    return None


def _own_folder() -> Path:
    return data_folder() / "faults"
