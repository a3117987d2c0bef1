"""From a fresh fork (or a fresh process) to a fenced worker. Any layer that fails ends it here."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Mapping
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


def arrange_descriptors(link: int, output: int, where: int, rules: int | None) -> int | None:
    """Give the descriptors their fixed numbers and close all others.

    Returns:
        The new number of `rules`.
    """
    given = [link, output, where] + ([] if rules is None else [rules])
    # First out of the way of each other, then into place.
    high = [_moved_up(descriptor) for descriptor in given]
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, place in ((nothing, 0), (high[1], 1), (high[1], 2), (high[0], LINK)):
        os.dup2(source, place, inheritable=False)
    os.dup2(high[2], WHERE, inheritable=False)
    if rules is not None:
        os.dup2(high[3], _RULES, inheritable=False)
    os.closerange(_RULES if rules is None else _RULES + 1, _TOO_MANY)
    return None if rules is None else _RULES


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
