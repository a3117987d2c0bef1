"""From a fresh fork (or a fresh process) to a fenced worker. Any layer that fails ends it here."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader import wire
from grader.inside.link import Link
from grader.inside.output import SLACK, capture
from grader.layers import landlock, limits, seccomp
from grader.worker import HELLO, serve

#: Descriptors of a worker, beside 0 (nothing to read) and 1 and 2 (its output).
LINK, WHERE, _RULES = 3, 4, 5
#: Asks a worker to write down where it is.
ASK_WHERE = signal.SIGUSR1
_TOO_MANY = 4096
_SHORT_OF_MEMORY_MB = 256


@dataclass(frozen=True)
class Fence:
    """What a worker is put behind, made once by its zygote.

    Attributes:
        rules: descriptor of the Landlock ruleset, or None to go without.
        filtered: whether to apply the system-call filter.
        memory: bytes of address space in use before any submission.
    """

    rules: int | None
    filtered: bool
    memory: int


def arrange_descriptors(given: Sequence[int], rules: int | None) -> int | None:
    """Give the descriptors their fixed numbers and close all others.

    Args:
        given: the socket, the output file and the whereabouts file.
        rules: the Landlock ruleset, if there is one.

    Returns:
        The new number of `rules`.
    """
    nothing = os.open(os.devnull, os.O_RDONLY)
    sources = [nothing, *given] + ([] if rules is None else [rules])
    # First out of the way of each other, then into place.
    stdin, link, output, where, *rest = [_moved_up(source) for source in sources]
    for place, source in enumerate((stdin, output, output, link, where, *rest)):
        os.dup2(source, place, inheritable=False)
    os.closerange(_RULES + len(rest), _TOO_MANY)
    return _RULES if rest else None


def _moved_up(descriptor: int) -> int:
    import fcntl

    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 64)


def become_worker(fence: Fence, budget: Mapping[str, Any]) -> None:
    """Fence this process in and serve; its descriptors are already arranged. Never returns.

    Args:
        fence: the layers.
        budget: `cpu_s`, `memory_mb` and `output_kb` of this worker.
    """
    link = Link(LINK)
    try:
        output = int(budget["output_kb"] * 1024)
        restore = capture(1, output)
        _announce_whereabouts()
        _put_up(fence, budget, output)
    except Exception as error:
        link.send(wire.pack(HELLO, ["failed", f"{type(error).__name__}: {error}"]))
        os._exit(1)
    serve(link, restore)


def _put_up(fence: Fence, budget: Mapping[str, Any], output: int) -> None:
    memory = fence.memory + int(budget["memory_mb"] * 1_048_576) if fence.memory else 0
    if budget["memory_mb"] < _SHORT_OF_MEMORY_MB:
        limits.give_back_freed_memory()
    limits.apply(budget["cpu_s"], memory, output + SLACK)
    if fence.rules is not None:
        landlock.restrict(fence.rules)
        os.close(fence.rules)
    if fence.filtered:
        seccomp.apply()


def _announce_whereabouts() -> None:
    """Write the stack to a file of its own when asked, and when crashing.

    This works in the middle of C code too, since the handler only reads frames.
    """
    sys.argv[:] = [""]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    faulthandler.register(ASK_WHERE, file=WHERE, all_threads=False, chain=False)
    faulthandler.enable(file=WHERE, all_threads=False)
