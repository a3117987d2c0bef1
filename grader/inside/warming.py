"""Import the libraries once, so that a fork of this process need not."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

_PRELOADED = {
    "numpy": ("numpy", "numpy.random", "numpy.linalg", "numpy.fft"),
    "torch": ("torch", "torch.nn.functional", "torch.autograd"),
}


class NotWarm(Exception):
    """The process is not fit to be forked."""


def preload(backend: str) -> None:
    """Import what submissions for a backend use, and make the process ready to be forked.

    The thread variables are set to 1 in our environment before this: a library that had started
    threads, or done parallel work, would deadlock in every child (a pool of threads does not
    survive a fork, the locks it held do). That is checked here rather than hoped.

    Args:
        backend: "numpy" or "torch"; torch loads both.

    Raises:
        NotWarm: if there is more than one thread.
    """
    for name in _PRELOADED["numpy"] + (_PRELOADED["torch"] if backend == "torch" else ()):
        importlib.import_module(name)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
        _exercise(torch)
    _check_single_thread()
    gc.collect()
    gc.freeze()  # so that a collection in a child does not write to, and copy, all of the heap


def _exercise(torch: Any) -> None:
    """Let torch do now what it does late: probe the processor, build its autograd engine.

    The first backward pass of a process takes a quarter of a second, and cpuinfo wants to read
    files that a worker may not.
    """
    layer = torch.nn.Linear(4, 4)
    loss = torch.nn.functional.softmax(layer(torch.ones(2, 4)) @ torch.ones(4, 3), dim=-1).sum()
    loss.backward()
    torch.einsum("ij,ij->i", torch.ones(2, 2), torch.ones(2, 2))


def _check_single_thread() -> None:
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:  # no /proc, or none that we may read: single-threaded by the environment
        return
    if threads != 1:
        raise NotWarm(f"{threads} threads after the imports")
