"""The real runner: a program runs in the grader's sandbox, and prints what it prints."""

import os
import signal

import pytest

from basis.texts import LANGUAGES, Message, Text, Texts
from commands.snippets import snippet_runner
from grader.ending import Reason
from grader.errors import SandboxError
from grader.sandbox import Sandbox
from tests.quiz.authoring.banks import good, report, rules, said


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


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("import os\nprint(1, flush=True)\nos._exit(3)", "program_exit"),
        ("import time\ntime.sleep(100)", "program_wall"),
        ("while True: pass", "program_cpu"),
    ],
)
def test_a_program_that_is_cut_short_is_said_to_be_in_words(run, source, key):
    result = run(source)
    assert isinstance(result.failure, Message) and result.failure.key == key
    assert not result.broken


@pytest.mark.parametrize("reason", set(Reason) - {Reason.MEMORY})
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_end_has_its_words(reason, lang):
    assert Texts(lang, "quiz").template(f"program_{reason}")


def test_a_program_that_is_killed_from_outside_is_no_fault_of_its_author(
    run, monkeypatch, tmp_path
):
    spawn = Sandbox.spawn

    def killed(sandbox):
        worker = spawn(sandbox)
        os.kill(worker.pid, signal.SIGKILL)
        return worker

    monkeypatch.setattr(Sandbox, "spawn", killed)
    assert run("print(1)").failure == Message("program_killed")
    found = report(tmp_path, good("output"), runner=run)
    assert rules(found) == ["runner-broken"] and found.exit_code == 3
    assert "killed from outside" in said(found.findings[0])
    assert "밖에서 강제로" in said(found.findings[0], "ko")


def test_a_sandbox_that_breaks_down_is_said_in_words(run, monkeypatch, tmp_path):
    def broken(sandbox):
        raise SandboxError("zygote_died")

    monkeypatch.setattr(Sandbox, "spawn", broken)
    result = run("print(1)")
    assert result.broken and isinstance(result.failure, Text)
    (finding,) = report(tmp_path, good("output"), runner=run).findings
    assert "prepares workers died" in said(finding) and "죽었습니다" in said(finding, "ko")
    assert not any("zygote" in said(finding, lang) for lang in LANGUAGES)
