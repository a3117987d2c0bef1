"""Resource limits of one worker: backstops that hold even if nobody watches.

With fork, threads and memfd forbidden, the limit on the address space caps all the memory a
worker can take; no cgroup is needed. It counts the zygote's own libraries too, so it is set to
their size plus the budget.
"""

from __future__ import annotations

import ctypes
import math
import resource
from pathlib import Path

_DESCRIPTORS = 64
_M_MMAP_THRESHOLD = -3  # of mallopt(3)


def address_space() -> int:
    """Bytes of this process's address space now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def apply(cpu_s: float, memory: int, output: int) -> None:
    """Limit this process for good.

    Args:
        cpu_s: CPU seconds; at this the kernel sends SIGXCPU, a second later SIGKILL.
        memory: bytes of address space in all; 0 for no limit.
        output: bytes of the largest file it may write.
    """
    seconds = math.ceil(cpu_s)
    _set(resource.RLIMIT_CPU, seconds, seconds + 1)
    if memory:
        _set(resource.RLIMIT_AS, memory, memory)
    _set(resource.RLIMIT_FSIZE, output, output)
    _set(resource.RLIMIT_NOFILE, _DESCRIPTORS, _DESCRIPTORS)
    _set(resource.RLIMIT_CORE, 0, 0)
    for name in ("RLIMIT_MEMLOCK", "RLIMIT_NPROC"):  # the latter does not bind root
        if hasattr(resource, name):
            _set(getattr(resource, name), 0, 0)


def give_back_freed_memory() -> None:
    """Have freed blocks of 128 KB and more go back to the system at once.

    What is limited is address space. The C library keeps freed blocks for later, and small results
    between them can stop their being used again: honest code that holds 20 MB at a time may then
    take 290 MB. This costs page faults, so it is for workers whose memory is short.
    """
    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 128 << 10)
    except (AttributeError, OSError):
        pass  # another C library, another allocator


def _set(limit: int, soft: int, hard: int) -> None:
    """Set a limit, never above one that is already in force."""
    _, ceiling = resource.getrlimit(limit)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(limit, (soft, hard))
