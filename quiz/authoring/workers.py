"""Work on all cores, in processes of their own. One that is killed loses no result of the others.

The kernel kills processes when memory runs out, and people do by mistake. Which piece of work a
process died of cannot be told, so all that is left is then done again, one piece at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Rule of what was not checked because its process was killed, which is no fault of an author.
PROCESS_LOST = "process-lost"
#: A process is told of so many pieces at a time.
CHUNK = 4
#: So many processes in a row may be killed; then the rest is given up as well.
MOST_KILLED = 3


class Workers:
    """Applies functions to lists, in order.

    Args:
        cores: processes at a time; below 2, everything is done in this process.
    """

    def __init__(self, cores: int) -> None:
        self._cores = cores
        self._pool: ProcessPoolExecutor | None = None

    def map(
        self, function: Callable[[T], R], items: Sequence[T], lost: Callable[[T], R]
    ) -> Iterator[R]:
        """The result for each item.

        Args:
            function: what is done; it and what it takes and gives must be picklable.
            items: what it is done to.
            lost: the result for an item whose process was killed.
        """
        if self._cores < 2:
            yield from map(function, items)
            return
        done = 0
        try:
            for result in self._open(self._cores).map(function, items, chunksize=CHUNK):
                done += 1
                yield result
        except BrokenProcessPool:
            self.close()
            yield from self._one_by_one(function, items[done:], lost)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _one_by_one(
        self, function: Callable[[T], R], items: Sequence[T], lost: Callable[[T], R]
    ) -> Iterator[R]:
        killed = 0
        for item in items:
            if killed >= MOST_KILLED:
                yield lost(item)
                continue
            try:
                result = self._open(1).submit(function, item).result()
                killed = 0
            except BrokenProcessPool:
                self.close()
                result, killed = lost(item), killed + 1
            yield result
        self.close()  # the next list has all cores again

    def _open(self, cores: int) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not by fork, which copies locks that other threads hold, such as that of a progress
            # line.
            ways = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
            self._pool = ProcessPoolExecutor(cores, context, initializer=_leave_interrupts)
        return self._pool


@contextmanager
def workers(count: int) -> Iterator[Workers]:
    """Workers on all cores, or on this one where there is little to do.

    Args:
        count: pieces of work.
    """
    those = Workers(min(os.cpu_count() or 1, count // CHUNK))
    try:
        yield those
    finally:
        those.close()


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that asked; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
