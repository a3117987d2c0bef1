"""One processor for all who are compared.

Processors are not alike: a neighbour on the other half of a core, a host that is shared, cores of
two sizes. The same work takes up to twice the CPU time on one of them, for seconds on end, and the
kernel leaves a process where it is; so workers on two processors are not comparable, however many
votes are cast (docs/adr/0004).
"""

from __future__ import annotations

import os
from contextlib import suppress

#: The place of "processor" in /proc/PID/stat, counted from the state, which follows the name.
_PROCESSOR = 36


def processor_of(pid: int) -> int | None:
    """The processor that a process computed on last; None where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[_PROCESSOR])
    except (OSError, ValueError, IndexError):
        return None


def settle(pid: int, processor: int) -> None:
    """Have a process compute on one processor; nothing happens where that cannot be had."""
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(pid, {processor})
