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
    """Have torch do now what it otherwise does late, in every worker anew.

    The first gradient with a cotangent imports sympy (0.2 s), the first optimizer step imports
    the compiler (0.6 s), the first LSTM takes 30 ms, and the probing of the processor wants to
    read files that a worker may not. One thread throughout: see `preload`.
    """
    ones = torch.ones
    weight = ones(4, 4, requires_grad=True)
    out = torch.nn.functional.softmax(ones(2, 4) @ weight, dim=-1)
    torch.autograd.grad((out,), (weight,), (ones(2, 4),), allow_unused=True)
    torch.nn.LSTM(4, 4)(ones(2, 1, 4))[0].sum().backward()
    torch.nn.functional.conv2d(ones(1, 1, 8, 8), ones(1, 1, 3, 3))
    torch.nn.functional.scaled_dot_product_attention(*[ones(1, 2, 4)] * 3)
    torch.linalg.svd(torch.eye(3))
    torch.fft.fft(ones(4)).abs().sort()
    torch.einsum("ij,ij->i", ones(2, 2), ones(2, 2))
    torch.func.vmap(torch.func.grad(torch.sin))(ones(2))
    torch.optim.Adam([weight]).step()
    repr(weight)


def _check_single_thread() -> None:
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:  # no /proc, or none that we may read: single-threaded by the environment
        return
    if threads != 1:
        raise NotWarm(f"{threads} threads after the imports")
