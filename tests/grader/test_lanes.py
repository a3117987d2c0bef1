"""Processes that are compared compute on one processor."""

import os
import subprocess
import sys

import pytest

from grader import lanes
from grader.sandbox import Limits, Sandbox

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="processes cannot be settled here"
)


def test_a_worker_is_settled_from_outside():
    with Sandbox("numpy") as sandbox, sandbox.spawn(Limits()) as worker:
        ours = os.sched_getaffinity(0)
        assert worker.processor in ours
        for processor in ours:
            worker.settle(processor)
            worker.request(["seed", 1], cpu_s=5)
            assert os.sched_getaffinity(worker.pid) == {processor}
            assert worker.processor == processor
        assert os.sched_getaffinity(0) == ours
        worker.kill()
        assert worker.processor is None


def test_what_cannot_be_had_is_done_without():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert lanes.processor_of(ended.pid) is None
    lanes.settle(ended.pid, 0)
    lanes.settle(os.getpid(), 2**14)
    assert 2**14 not in os.sched_getaffinity(0)
