"""Import the libraries once, so that a fork of this process need not."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
    with _frozen_afterwards():
        for name in _PRELOADED["numpy"] + (_PRELOADED["torch"] if backend == "torch" else ()):
            importlib.import_module(name)
        torch = sys.modules.get("torch")
        if torch is not None:
            torch.set_num_threads(1)
            # A worker could not try out where a temporary file may be, and there is no such place.
            tempfile.tempdir = "/"
            _exercise(torch)
    _check_single_thread()


def preload_late_parts() -> None:
    """Have torch, if it is there, import what it leaves for later: its compiler and sympy.

    They are half of all that torch imports, and only some submissions want them: an optimizer, a
    transform of torch.func, a gradient with a cotangent. In a worker they would count as time of
    the submission, in each worker anew.

    Raises:
        NotWarm: if there is more than one thread.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        return
    with _frozen_afterwards():
        ones = torch.ones
        weight = ones(2, 2, requires_grad=True)
        torch.autograd.grad((weight * 2,), (weight,), (ones(2, 2),), allow_unused=True)
        torch.func.vmap(torch.func.grad(torch.sin))(ones(2))
        torch.optim.Adam([weight]).step()
    _check_single_thread()


@contextmanager
def _frozen_afterwards() -> Iterator[None]:
    """Import without the collections that so many new objects set off, and keep what there is.

    What is frozen is left alone by collections in a child, which would write to, and so copy, all
    of the heap. There is too little garbage among it to be worth the time of finding it.
    """
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _exercise(torch: Any) -> None:
    """Have torch do now what it otherwise does at first use, in every worker anew.

    The first LSTM takes 30 ms, and the probing of the processor wants to read files that a worker
    may not. One thread throughout: see `preload`. Nothing here may import the late parts.
    """
    ones = torch.ones
    weight = ones(4, 4, requires_grad=True)
    torch.nn.functional.softmax(ones(2, 4) @ weight, dim=-1).sum().backward()
    torch.nn.LSTM(4, 4)(ones(2, 1, 4))[0].sum().backward()
    torch.nn.functional.conv2d(ones(1, 1, 8, 8), ones(1, 1, 3, 3))
    torch.nn.functional.scaled_dot_product_attention(*[ones(1, 2, 4)] * 3)
    torch.linalg.svd(torch.eye(3))
    torch.fft.fft(ones(4)).abs().sort()
    torch.einsum("ij,ij->i", ones(2, 2), ones(2, 2))
    repr(weight)


def _check_single_thread() -> None:
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:  # no /proc, or none that we may read: single-threaded by the environment
        return
    if threads != 1:
        raise NotWarm(f"{threads} threads after the imports")
