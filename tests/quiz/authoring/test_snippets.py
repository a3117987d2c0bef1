"""The real runner: a program runs in the grader's sandbox, and prints what it prints."""

import pytest

from commands.snippets import snippet_runner


@pytest.fixture(scope="module")
def run():
    with snippet_runner() as runner:
        yield runner


def test_all_that_is_printed_comes_back(run):
    result = run("import numpy as np\nprint('가', end=' ')\nprint(np.arange(3))\nprint()\nprint(1)")
    assert (result.printed, result.failure) == ("가 [0 1 2]\n\n1\n", "")
    long = run("for i in range(2000): print(i)")
    assert long.printed.splitlines() == [str(i) for i in range(2000)]


def test_torch_is_there(run):
    assert run("import torch\nprint(torch.ones(2).sum().item())").printed == "2.0\n"


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("print(1)\n1/0", "ZeroDivisionError"),
        ("import os\nos.fork()", "Error"),
        ("open('/etc/passwd')", "Error"),
        ("print(", "SyntaxError"),
    ],
)
def test_a_program_that_does_not_end_well_says_why(run, source, failure):
    assert failure in run(source).failure


def test_programs_do_not_see_each_other(run):
    run("import math\nmath.pi = 3")
    assert run("import math\nprint(math.pi > 3)").printed == "True\n"
