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

_PAUSE_S = 0.005


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
        limit = time.monotonic() + wait_s
        while fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= limit:
                    raise TimeoutError(str(path)) from None
                time.sleep(_PAUSE_S)
        yield
    finally:
        os.close(descriptor)
