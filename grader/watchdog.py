"""Bounds the CPU time that a check may spend in our own process.

A check judges what a learner's code returned; a reply of 80 MB whose rows a careless check walks in
Python would hold the grader for minutes. Time spent waiting for workers does not count: they have
limits of their own.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any


class Overrun(BaseException):
    """A check spent too long on what came back; a BaseException so that no check swallows it."""


@contextlib.contextmanager
def bounded(cpu_s: float) -> Iterator[None]:
    """Raise Overrun in the block once this process has spent `cpu_s` CPU seconds in it.

    Signals reach the main thread only; in another thread, and where there is no such timer, the
    block runs unbounded.
    """
    here = threading.current_thread() is threading.main_thread()
    if not here or not hasattr(signal, "ITIMER_PROF"):
        yield
        return

    def ring(number: int, frame: Any) -> None:
        raise Overrun

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
