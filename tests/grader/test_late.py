"""What torch imports late: seen in the source, there from the start, and no obstacle if not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from grader.answer import Returned
from grader.late import mentions_late_parts
from grader.performer import Performer, Script
from grader.sandbox import Layers, Limits, Sandbox

#: Names are in pieces, so that nothing of it is seen in the text.
SOURCE = """
import sys
import torch
LATE = "torch._dyn" "amo"
SYMBOLS = "sym" "py"

def sgd():
    weight = torch.ones(2, requires_grad=True)
    before = LATE in sys.modules
    optimizer = getattr(torch, "op" + "tim").SGD([weight], lr=0.5)
    weight.sum().backward()
    optimizer.step()
    return before, weight.detach()

def slopes():
    before = LATE in sys.modules
    over, slope = (getattr(getattr(torch, "fu" + "nc"), name) for name in ("vm" + "ap", "grad"))
    return before, over(slope(torch.square))(torch.ones(2))

def gradient(x):
    return x * {SYMBOLS, LATE}.isdisjoint(sys.modules)
"""
WANT = {"sgd": [0.5, 0.5], "slopes": [2.0, 2.0]}


def perform(sandbox: Sandbox, limits: Limits, *names: str) -> list[tuple[bool, list[float]]]:
    """What functions of the source answer, one after the other in one worker."""
    with sandbox.spawn(limits) as worker:
        worker.request(["load", {"files": {"a.py": SOURCE}, "main": "a.py"}], cpu_s=5)
        found = []
        for name in names:
            answer: Any = worker.request(["call", None, name, [], {}], cpu_s=30).value
            assert answer[0] == "ok", answer
            before, value = answer[1]
            found.append((before, value.tolist()))
        return found


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh one for each test: what a zygote has once imported it keeps."""
    with Sandbox("torch") as sandbox:
        yield sandbox


SOME, ALL = Limits(cpu_s=60), Limits(cpu_s=60, late_parts=True)


def test_both_kinds_of_worker_from_one_zygote(sandbox: Sandbox) -> None:
    assert sandbox.isolation.level.value != "process"
    # A worker that has them not imports them itself, whichever of both comes first.
    assert perform(sandbox, SOME, "sgd", "slopes") == [(False, WANT["sgd"]), (True, WANT["slopes"])]
    assert perform(sandbox, SOME, "slopes", "sgd") == [(False, WANT["slopes"]), (True, WANT["sgd"])]
    assert perform(sandbox, ALL, "slopes", "sgd") == [(True, WANT["slopes"]), (True, WANT["sgd"])]
    assert perform(sandbox, SOME, "sgd") == [(True, WANT["sgd"])]


def test_late_parts_first(sandbox: Sandbox) -> None:
    assert perform(sandbox, ALL, "sgd", "slopes") == [(True, WANT["sgd"]), (True, WANT["slopes"])]


def test_workers_that_are_no_forks() -> None:
    with Sandbox("torch", layers=Layers(fork=False)) as sandbox:
        assert perform(sandbox, SOME, "slopes") == [(False, WANT["slopes"])]
        assert perform(sandbox, ALL, "sgd") == [(True, WANT["sgd"])]
        assert perform(sandbox, SOME, "sgd") == [(False, WANT["sgd"])]


def test_the_memory_of_a_worker_counts_from_what_its_zygote_takes(sandbox: Sandbox) -> None:
    source = "import torch\ndef f(mb): return len(torch.zeros(mb, 1 << 18))"
    for limits in (Limits(memory_mb=300), Limits(memory_mb=300, late_parts=True)):
        with sandbox.spawn(limits) as worker:
            worker.request(["load", {"files": {"a.py": source}, "main": "a.py"}], cpu_s=5)
            fits: Any = worker.request(["call", None, "f", [200], {}], cpu_s=5).value
            large: Any = worker.request(["call", None, "f", [400], {}], cpu_s=5).value
            assert (fits[0], large[0]) == ("ok", "err")


def test_our_own_gradients_need_no_late_part(sandbox: Sandbox) -> None:
    with sandbox.spawn(SOME) as worker:
        worker.request(["load", {"files": {"a.py": SOURCE}, "main": "a.py"}], cpu_s=5)
        for _ in range(2):  # the second time would see what the first one imported
            message = ["grad", "gradient", [torch.ones(2)], {}, [0], torch.ones(2)]
            answer: Any = worker.request(message, cpu_s=5).value
            assert answer[1]["grads"][0].tolist() == [1.0, 1.0]


def test_a_performer_looks_at_its_script(sandbox: Sandbox) -> None:
    files = {"a.py": SOURCE}
    for script, before in (
        (Script(files, "a.py"), False),
        (Script(files, "a.py", after="from torch import optim"), True),
    ):
        performer = Performer(sandbox, script, Limits())
        try:
            performer.begin(0, 30.0)
            answer = performer.ask(["call", None, "slopes", [], {}])
            assert isinstance(answer, Returned) and answer.value[0] is before
        finally:
            performer.close()


def test_every_part_of_a_script_counts() -> None:
    wants, plain = "from torch import optim", "import torch"
    assert not Script({"a.py": plain, "b.py": plain}, "a.py", plain, plain).wants_late_parts()
    assert Script({"a.py": plain, "b.py": wants}, "a.py").wants_late_parts()
    assert Script({"a.py": plain}, "a.py", before=wants).wants_late_parts()
    assert Script({"a.py": plain}, "a.py", after=wants).wants_late_parts()


@pytest.mark.parametrize(
    "source",
    [
        "optimizer = torch.optim.SGD(parameters, lr=0.1)",
        "from torch import optim",
        "from torch.optim.lr_scheduler import StepLR",
        "import torch.func as tf",
        "from torch.func import functional_call",
        "torch.vmap(f)(x)",
        "y.backward(torch.ones_like(y))",
        "y.backward( gradient=v)",
        "torch.autograd.grad(y, x, v)",
        "from torch.autograd import grad\ng = grad (y, x)",
        "torch.autograd.backward(y, grad_tensors=v)",
        "@torch.compile\ndef f(x): ...",
        "from torch.utils.checkpoint import checkpoint",
        "torch.distributions.MultivariateNormal(mu, sigma)",
    ],
)
def test_sources_that_want_them(source: str) -> None:
    assert mentions_late_parts(source)


@pytest.mark.parametrize(
    "source",
    [
        "loss.backward()",
        "loss.backward( )",
        "with torch.no_grad(): x.requires_grad_(True)",
        "x.grad.zero_(); torch.set_grad_enabled(False)",
        "def function(x): return compiled(x) + optimum",
        "class F(torch.autograd.Function):\n    def backward(ctx, g): return g",
    ],
)
def test_sources_that_do_not(source: str) -> None:
    assert not mentions_late_parts(source)
