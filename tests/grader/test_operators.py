"""A wide sweep of what honest code does, behind every layer: nothing of it may be refused.

Each line runs in a fresh worker, so that what is imported or set up late is done there, behind
the fence, and prints nothing that was not asked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import Limits, Sandbox

TORCH = """
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

def run(code):
    exec(compile(code, "a.py", "exec"), globals())
"""
NUMPY = """
import numpy as np

def run(code):
    exec(compile(code, "a.py", "exec"), globals())
"""


def lines(name: str) -> list[str]:
    """The pieces of code of a file, one a line; a bar stands for a line break."""
    text = Path(__file__).with_name("operators").joinpath(name).read_text(encoding="utf-8")
    return [line.replace("|", "\n") for line in text.splitlines()]


def fails(sandbox: Sandbox, code: str, around: str = NUMPY) -> str | None:
    """Why a piece of code fails or what it prints behind the fence; None if all is well."""
    with sandbox.spawn(Limits(cpu_s=60, memory_mb=1500)) as worker:
        worker.request(["load", {"files": {"a.py": around}, "main": "a.py"}], cpu_s=20)
        answer = worker.request(["call", None, "run", [code], {}], cpu_s=30).value
        if answer[0] != "ok":
            return f"{answer[2]}: {answer[4]}"
        return worker.printed()[0] or None


def failures(sandbox: Sandbox, name: str, around: str = NUMPY) -> dict[str, str]:
    return {code: why for code in lines(name) if (why := fails(sandbox, code, around))}


@pytest.fixture(scope="module")
def torch_sandbox() -> Iterator[Sandbox]:
    with Sandbox("torch") as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def numpy_sandbox() -> Iterator[Sandbox]:
    with Sandbox("numpy") as sandbox:
        yield sandbox


def test_torch(torch_sandbox: Sandbox) -> None:
    assert failures(torch_sandbox, "torch.txt", TORCH) == {}


def test_numpy(numpy_sandbox: Sandbox) -> None:
    assert failures(numpy_sandbox, "numpy.txt") == {}


def test_the_standard_library(numpy_sandbox: Sandbox) -> None:
    assert failures(numpy_sandbox, "standard.txt") == {}


def test_scipy_and_sklearn(numpy_sandbox: Sandbox) -> None:
    """Students need not have them, but they are much like what an exercise may come to use."""
    pytest.importorskip("sklearn")
    code = (
        "import warnings; warnings.simplefilter('ignore')  # joblib says that it goes serial\n"
        "import scipy.linalg, scipy.optimize, scipy.stats, scipy.signal, scipy.sparse.linalg\n"
        "scipy.linalg.expm(np.eye(3)); scipy.stats.norm.pdf(0.0)\n"
        "scipy.optimize.minimize(lambda x: (x**2).sum(), np.ones(3))\n"
        "scipy.signal.convolve2d(np.ones((8, 8)), np.ones((3, 3)))\n"
        "from sklearn.linear_model import LogisticRegression\n"
        "LogisticRegression().fit(np.random.randn(20, 2), np.arange(20) % 2)\n"
    )
    assert fails(numpy_sandbox, code) is None


def test_the_first_gradient_is_not_slow(torch_sandbox: Sandbox) -> None:
    """What torch sets up late has been set up in the zygote."""
    with torch_sandbox.spawn(Limits(late_parts=True)) as worker:
        worker.request(["load", {"files": {"a.py": TORCH}, "main": "a.py"}], cpu_s=5)
        code = (
            "x = torch.ones(3, requires_grad=True)\n"
            "torch.autograd.grad(x * x, x, torch.ones(3))\n"
            "torch.optim.Adam([x]).step(); nn.LSTM(4, 4)(torch.ones(2, 1, 4)); repr(x)\n"
        )
        reply = worker.request(["call", None, "run", [code], {}], cpu_s=30)
        assert reply.value[0] == "ok" and reply.cpu_s < 0.15


def test_refused_things_look_refused(numpy_sandbox: Sandbox) -> None:
    """A refusal surfaces as an error that Python names, with the line that caused it."""
    for code, error in (
        ("open('/tmp/x', 'w')", "PermissionError"),
        ("import os; os.fork()", "BlockingIOError"),
        ("import socket; socket.socket()", "PermissionError"),
        ("import threading; threading.Thread(target=print).start()", "RuntimeError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
    ):
        why = fails(numpy_sandbox, code)
        assert why is not None and re.match(error, why), (code, why)


def test_one_thread(torch_sandbox: Sandbox) -> None:
    with torch_sandbox.spawn() as worker:
        assert len(os.listdir(f"/proc/{worker.pid}/task")) == 1
