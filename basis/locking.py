"""One program at a time: a lock that ends with the program that holds it, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not POSIX: sqlite's own lock is all there is
    fcntl = None  # type: ignore[assignment]

#: Between two tries: at first, and after a quarter of the patience.
_PAUSE_S, _SHORTEST_S = 0.005, 0.0002


@contextmanager
def held(path: Path, wait_s: float) -> Iterator[None]:
    """Hold a lock; the kernel takes it back when the program dies.

    Args:
        path: a file that is made if need be, stays empty, and stays.
        wait_s: how long another program may hold it.

    Raises:
        TimeoutError: if it held it for longer.
        OSError: if the file can be neither opened nor made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        if fcntl is not None:
            _take(descriptor, path, wait_s)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, wait_s: float) -> None:
    began = time.monotonic()
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            waited = time.monotonic() - began
            if waited >= wait_s:
                raise TimeoutError(str(path)) from None
            # Who has waited longer looks more often: else a program that comes again at once, as
            # soon as it has let go, is before those who wait, time after time.
            time.sleep(max(_SHORTEST_S, _PAUSE_S * (1 - 4 * waited / wait_s)))
