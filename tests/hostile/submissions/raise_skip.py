"""Raises pytest's own skip, xfail, exit and fail, hoping that a check counts as something else."""
import pytest

print("attempted")


def softmax(x):
    pytest.skip("learner says skip", allow_module_level=True)


def solve(a, b):
    pytest.exit("learner says exit", returncode=0)


def stats(x):
    pytest.xfail("learner says xfail")


def smooth(x):
    pytest.fail("x", pytrace=False)


def streak(x):
    pytest.importorskip("no_such_module")
