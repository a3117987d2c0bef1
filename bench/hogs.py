"""Busy neighbours: processes that burn CPU or memory bandwidth while something is measured."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator

_CPU = "while True: pass"
_MEMORY = "import numpy as np\nx = np.ones(30_000_000)\nwhile True: x += 1"


@contextlib.contextmanager
def hogs(count: int) -> Iterator[None]:
    """Run `count` busy processes; the second one and later ones stream through memory."""
    sources = [_CPU if i == 0 else _MEMORY for i in range(count)]
    running = [subprocess.Popen([sys.executable, "-c", source]) for source in sources]
    try:
        time.sleep(0.5 * bool(count))  # let them start
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()
