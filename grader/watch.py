"""Saves of a learner's files, seen within milliseconds however the editor writes them.

The folders are watched, not the files: many editors write a new file and rename it over the old
one, and a watch on the old file would then see nothing any more.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

#: How long further changes are waited for after one, in milliseconds, and how long at most.
#: watchfiles' own defaults (50 and 1600) would be half of what a save may take to its verdict.
STEP_MS = 4
DEBOUNCE_MS = 40

#: How long a file that vanished, or is empty, may take to be written, in seconds.
_SETTLE_S = 0.25

_Stamp = tuple[int, int, int] | None


class Saves:
    """Iterates over the watched files as they are saved, until interrupted.

    Files that were there from the start come first, as if just saved. A file that is gone is
    yielded once when it goes; the reader finds out.

    Args:
        files: the files to watch; they need not exist, their folders must.
        stop: ends the iteration when set (for tests; a learner presses Ctrl-C).
    """

    def __init__(self, files: Sequence[Path], stop: Event | None = None) -> None:
        self._files = tuple(files)
        self._stop = stop
        self._seen: dict[Path, _Stamp] = dict.fromkeys(self._files)

    def __iter__(self) -> Iterator[Path]:
        from watchfiles import watch

        folders = {file.parent for file in self._files}
        batches = watch(
            *folders,
            watch_filter=None,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            stop_event=self._stop,
            rust_timeout=200,
            yield_on_timeout=True,  # so that a change between two watches is seen all the same
            recursive=False,
        )
        yield from self._changed()
        for _ in batches:
            yield from self._changed()

    def _changed(self) -> Iterator[Path]:
        for file in self._files:
            if _stamp(file) != self._seen[file]:
                self._seen[file] = _settled(file)
                yield file


def _stamp(file: Path) -> _Stamp:
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


def _settled(file: Path) -> _Stamp:
    """The stamp of a file, once an editor in the middle of writing it has had its time."""
    until = time.monotonic() + _SETTLE_S
    stamp = _stamp(file)
    while (stamp is None or stamp[2] == 0) and time.monotonic() < until:
        time.sleep(0.002)
        stamp = _stamp(file)
    return stamp


def ms_since_saved(file: Path) -> float | None:
    """Milliseconds since a file was last written, None if it is not there."""
    stamp = _stamp(file)
    return None if stamp is None else max(0.0, time.time() * 1e3 - stamp[0] / 1e6)
