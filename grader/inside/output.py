"""What a learner prints: kept up to a limit, then dropped without an error.

The kernel's limit on file size is the fence, but it makes print() raise in honest chatty code.
So the writer stops by itself a little earlier; an answer that also prints 500 MB keeps its
points.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, Protocol, cast

_CUT = b"\n... output cut\n"
#: Room for the notice and for what the interpreter itself writes around us.
SLACK = 4096


class Restore(Protocol):
    """Points the streams at the capped file again."""

    def __call__(self, anew: bool = False) -> None:
        """Do so; `anew` lifts the limit to what it was at first."""


class CappedFile(io.RawIOBase):
    """A raw writer to a descriptor that drops everything past a limit.

    Args:
        descriptor: written to.
        limit: bytes that are kept.
    """

    def __init__(self, descriptor: int, limit: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._limit = self._left = limit

    def writable(self) -> bool:
        """True."""
        return True

    def fileno(self) -> int:
        """The descriptor written to."""
        return self._descriptor

    def write(self, data: Any, /) -> int:
        """Keep what fits and claim to have written all."""
        view = memoryview(data).cast("B")
        if self._left > 0:
            self._keep(view[: self._left])
            self._left -= view.nbytes
            if self._left <= 0:
                self._keep(memoryview(_CUT))
        return view.nbytes

    def renew(self) -> None:
        """Keep as much as at first; the grader has emptied the file and gone back to its start."""
        self._left = self._limit

    def _keep(self, view: memoryview) -> None:
        try:
            while view.nbytes:
                view = view[os.write(self._descriptor, view) :]
        except OSError:
            self._left = 0


def capture(descriptor: int, limit: int) -> Restore:
    """Point sys.stdout and sys.stderr at a capped file.

    Nothing is buffered, so that what was printed before a runaway is there when it is ended.

    Args:
        descriptor: of the file.
        limit: bytes kept of both together.

    Returns:
        A function that points them there again, should a learner's code have replaced them.
    """
    raw = CappedFile(descriptor, limit)
    # A raw file has all that a text file uses of a buffered one.
    stream = io.TextIOWrapper(
        cast(io.BufferedWriter, raw), encoding="utf-8", errors="replace", write_through=True
    )

    def restore(anew: bool = False) -> None:
        if anew:
            raw.renew()
        for name in ("stdout", "stderr", "__stdout__", "__stderr__"):
            setattr(sys, name, stream)

    restore()
    return restore
