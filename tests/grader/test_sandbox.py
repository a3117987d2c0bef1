"""The life of sandboxes and workers: levels, limits, endings, and that nothing is left behind."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import forking, launcher
from grader.ending import Reason, WorkerEnded
from grader.errors import IsolationError, SandboxError
from grader.layers import landlock
from grader.sandbox import Layers, Limits, Sandbox, Worker
from grader.verdict import Frame, Level

CPU_S = 10.0
#: Passes only where something never happens; how long it takes decides no test.
PATIENCE_S = 120.0
SOURCE = """
import os, sys, time
def double(x): return x * 2
def spin():
    while True: pass
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
def sleep(): time.sleep(1000)
def leave(code): os._exit(code)
def crash():
    import ctypes
    ctypes.string_at(0)
def printed_then_spins():
    print("before")
    spin()
def read(path):
    try: return open(path).read()
    except OSError as error: return type(error).__name__
def deep(n): return spin() if n == 0 else deep(n - 1)
"""


def load(worker: Worker, source: str = SOURCE) -> Worker:
    reply = worker.request(["load", {"files": {"a.py": source}, "main": "a.py"}], cpu_s=CPU_S)
    assert reply.value == ["ok", None], reply.value
    return worker


def call(worker: Worker, name: str, *args: Any, cpu_s: float = CPU_S, **limits: Any) -> Any:
    answer = worker.request(["call", None, name, list(args), {}], cpu_s=cpu_s, **limits).value
    assert answer[0] == "ok", answer
    return answer[1]


def end(worker: Worker, name: str, *args: Any, **limits: Any) -> WorkerEnded:
    with pytest.raises(WorkerEnded) as caught:
        call(worker, name, *args, **limits)
    assert worker.ended is caught.value and not worker.alive
    return caught.value


def descriptors() -> int:
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


def children() -> list[str]:
    """Our child processes, the zombies among them too."""
    path = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return path.read_text().split()


def gone(pid: int) -> bool:
    """Whether a process is gone, zombies not counted, before patience is."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox("numpy") as sandbox:
        yield sandbox


@pytest.fixture
def worker(sandbox: Sandbox) -> Iterator[Worker]:
    with sandbox.spawn(Limits(cpu_s=60)) as worker:
        yield load(worker)


# --- limits of a request -----------------------------------------------------------------------


def test_a_runaway_ends_at_its_cpu_limit(worker: Worker) -> None:
    ended = end(worker, "spin", cpu_s=0.2)
    assert ended.reason is Reason.CPU
    assert ended.where == (Frame("a.py", 5, "spin"),)
    assert gone(worker.pid)


def test_a_sleeper_ends_soon(worker: Worker) -> None:
    ended = end(worker, "sleep", cpu_s=0.2)
    assert ended.reason is Reason.WALL and ended.where == (Frame("a.py", 9, "sleep"),)


def test_an_own_wall_limit(worker: Worker) -> None:
    assert end(worker, "sleep", cpu_s=900, wall_s=0.3).reason is Reason.WALL


def test_frames_of_a_deep_runaway_are_bounded(worker: Worker) -> None:
    where = end(worker, "deep", 200, cpu_s=0.2).where
    assert len(where) == 20 and where[-1] == Frame("a.py", 5, "spin")


def test_what_was_printed_before_a_runaway_is_there(worker: Worker) -> None:
    end(worker, "printed_then_spins", cpu_s=0.2)
    assert worker.printed()[0] == "before\n"


def test_cpu_between_requests_counts(worker: Worker) -> None:
    reply = worker.request(["call", None, "burn", [0.2], {}], cpu_s=CPU_S)
    assert 0.2 <= reply.cpu_s <= worker.cpu()
    assert worker.request(["seed", 1], cpu_s=CPU_S).cpu_s < 0.2  # it is counted once


def test_a_worker_lives_through_many_requests(worker: Worker) -> None:
    for i in range(200):
        assert call(worker, "double", i) == 2 * i
    assert worker.alive and worker.ended is None


def test_an_ended_worker_says_again_why(worker: Worker) -> None:
    ended = end(worker, "leave", 3)
    assert end(worker, "double", 1) is ended
    before = worker.cpu()
    assert worker.cpu() == before


# --- limits of a life --------------------------------------------------------------------------


def test_cpu_of_a_whole_life(sandbox: Sandbox) -> None:
    with sandbox.spawn(Limits(cpu_s=1)) as worker:
        ended = end(load(worker), "spin", cpu_s=30)
        assert ended.reason is Reason.CPU and ended.detail == {"signal": "SIGXCPU"}


def test_memory(sandbox: Sandbox) -> None:
    source = "import numpy as np\ndef f(mb): return np.ones(mb << 17).nbytes >> 20"
    with sandbox.spawn(Limits(memory_mb=100)) as worker:
        load(worker, source)
        assert call(worker, "f", 60) == 60
        reply = worker.request(["call", None, "f", [120], {}], cpu_s=CPU_S).value
        assert reply[0] == "err" and "MemoryError" in reply[3]
        assert call(worker, "f", 60) == 60
    with sandbox.spawn(Limits(memory_mb=200)) as worker:
        assert call(load(worker, source), "f", 120) == 120


def test_output(sandbox: Sandbox) -> None:
    source = "def f():\n    for _ in range(1000): print('x' * 1000)"
    for kb in (1, 64):
        with sandbox.spawn(Limits(output_kb=kb)) as worker:
            call(load(worker, source), "f")
            assert abs(len(worker.printed()[0]) - kb * 1024) < 100


# --- endings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [0, 1, 7])
def test_an_exit_has_its_code(worker: Worker, code: int) -> None:
    ended = end(worker, "leave", code)
    assert (ended.reason, ended.detail) == (Reason.EXIT, {"code": code})


def test_a_crash_has_its_signal_and_its_place(worker: Worker) -> None:
    ended = end(worker, "crash")
    assert (ended.reason, ended.detail) == (Reason.SIGNAL, {"signal": "SIGSEGV"})
    assert ended.where == (Frame("a.py", 13, "crash"),)


def test_killed_from_outside(worker: Worker) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    assert end(worker, "double", 1).reason is Reason.MEMORY  # who else would do that


def test_kill_and_close_are_idempotent(sandbox: Sandbox) -> None:
    worker = sandbox.spawn()
    for _ in range(2):
        worker.kill()
        assert not worker.alive and worker.ended is not None
    for _ in range(2):
        worker.close()
    assert gone(worker.pid)


def test_a_context_manager_ends_the_worker(sandbox: Sandbox) -> None:
    with pytest.raises(KeyError), sandbox.spawn() as worker:
        raise KeyError
    assert not worker.alive and gone(worker.pid)


def test_a_forgotten_worker_ends(sandbox: Sandbox) -> None:
    pid = sandbox.spawn().pid
    gc.collect()
    assert gone(pid)


# --- the zygote --------------------------------------------------------------------------------


def zygote_of(sandbox: Sandbox) -> int:
    """The process number of a sandbox's zygote."""
    with sandbox.spawn() as worker:
        status = Path(f"/proc/{worker.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if "PPid" in line))


def kill_zygote(sandbox: Sandbox) -> None:
    zygote = zygote_of(sandbox)
    os.kill(zygote, signal.SIGKILL)
    assert gone(zygote)


def test_a_zygote_that_died_is_restarted_as_often_as_need_be() -> None:
    with Sandbox("numpy") as sandbox:
        for _ in range(2):
            kill_zygote(sandbox)
            with sandbox.spawn() as worker:
                assert call(load(worker), "double", 2) == 4


def test_a_zygote_that_cannot_be_restarted_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox("numpy") as sandbox:
        kill_zygote(sandbox)
        monkeypatch.setattr(sandbox, "_restart", lambda plan: None)
        with pytest.raises(SandboxError) as caught:
            sandbox.spawn()
        assert caught.value.key == "zygote_died"


def test_the_death_of_a_zygote_is_not_the_learners_fault() -> None:
    with Sandbox("numpy") as sandbox, sandbox.spawn() as worker:
        load(worker)
        kill_zygote(sandbox)
        assert gone(worker.pid)
        with pytest.raises(SandboxError):
            call(worker, "double", 1)
        assert not worker.alive


def test_closing_kills_everything() -> None:
    sandbox = Sandbox("numpy")
    worker, other = load(sandbox.spawn()), sandbox.spawn()
    zygote = zygote_of(sandbox)
    sandbox.close()
    sandbox.close()
    assert gone(worker.pid) and gone(other.pid) and gone(zygote)
    assert not worker.alive
    with pytest.raises(SandboxError) as caught:
        sandbox.spawn()
    assert caught.value.key == "sandbox_closed"


@pytest.mark.parametrize("layers", [Layers(), Layers(namespaces=False), Layers(fork=False)])
def test_everything_ends_with_the_grader(layers: Layers, tmp_path: Path) -> None:
    """A grader that is killed leaves nothing running, not even a sleeper."""
    pids = tmp_path / "pids"
    child = os.fork()
    if child == 0:
        try:
            sandbox = Sandbox("numpy", layers=layers)
            worker = load(sandbox.spawn())
            pids.write_text(f"{worker.pid} {os.getpid()}")
            worker.request(["call", None, "sleep", [], {}], cpu_s=60)
        finally:
            os._exit(0)
    while not pids.exists() or len(pids.read_text().split()) < 2:
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    worker_pid = int(pids.read_text().split()[0])
    if layers.fork:
        assert gone(worker_pid)
    else:
        # Nobody is left to watch it; it ends as soon as it wants to answer, or at its limit.
        os.kill(worker_pid, signal.SIGKILL)


@pytest.mark.parametrize("fork", [True, False])
def test_a_fork_of_the_grader_leaves_its_sandbox_alone(fork: bool) -> None:
    with Sandbox("numpy", layers=Layers(fork=fork)) as sandbox, sandbox.spawn() as worker:
        load(worker)
        child = os.fork()
        if child == 0:
            try:
                weakref.finalize._exitfunc()  # type: ignore[attr-defined]  # what exit would do
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert call(worker, "double", 2) == 4
        with sandbox.spawn() as other:
            assert call(load(other), "double", 3) == 6


def test_an_interrupted_request_ends_the_worker(worker: Worker) -> None:
    """Half a reply must not be taken for a forged one later."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    def ring() -> None:
        while not worker.printed()[0]:
            time.sleep(0.01)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)

    before = signal.signal(signal.SIGALRM, interrupt)
    bell = threading.Thread(target=ring)
    try:
        with pytest.raises(KeyboardInterrupt):
            bell.start()
            call(worker, "printed_then_spins", cpu_s=CPU_S)
    finally:
        bell.join()
        signal.signal(signal.SIGALRM, before)
    assert not worker.alive and gone(worker.pid)


def test_it_returns_at_once_and_fails_at_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher, "_ZYGOTE", Path("/nonexistent/zygote.py"))
    with Sandbox("numpy") as sandbox:
        with pytest.raises(SandboxError) as caught:
            _ = sandbox.isolation
        assert caught.value.key == "zygote_died"
        with pytest.raises(SandboxError):
            sandbox.spawn()


def test_a_library_that_is_missing_is_named() -> None:
    with Sandbox("numpy") as sandbox:
        assert sandbox.isolation
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.libraries.search_path", lambda backend: [])
        patch.setattr("grader.sandbox.search_path", lambda backend: [])
        with Sandbox("numpy") as sandbox, pytest.raises(SandboxError) as caught:
            sandbox.spawn()
    assert caught.value.key == "zygote_failed" and "ModuleNotFound" in caught.value.fields["text"]


def test_closing_while_the_zygote_still_imports() -> None:
    sandbox = Sandbox("torch")
    zygote = sandbox._launcher._process
    sandbox.close()
    assert zygote.returncode is not None


# --- levels ------------------------------------------------------------------------------------

HERE = str(Path(__file__).resolve())


@pytest.mark.parametrize(
    ("layers", "level", "missing"),
    [
        (Layers(namespaces=False), Level.GOOD, ("namespaces",)),
        (Layers(landlock=False), Level.PROCESS, ("landlock",)),
        (Layers(seccomp=False), Level.PROCESS, ("seccomp",)),
        (Layers(fork=False), Level.PROCESS, ("namespaces", "fork")),
        (Layers(False, False, False, False), Level.PROCESS, None),
    ],
)
def test_levels_work_alike(layers: Layers, level: Level, missing: Any) -> None:
    with Sandbox("numpy", hidden=[Path(HERE).parent], layers=layers) as sandbox:
        isolation = sandbox.isolation
        assert isolation.level == level
        assert missing is None or isolation.missing == missing
        with sandbox.spawn() as worker:
            assert call(load(worker), "double", np.arange(3))[2] == 4
            secret = call(worker, "read", HERE)
            assert secret == "PermissionError" if layers.landlock else "secret =" in secret
            assert end(worker, "spin", cpu_s=0.1).where == (Frame("a.py", 5, "spin"),)
        with sandbox.spawn(Limits(cpu_s=1)) as worker:
            assert end(load(worker), "spin", cpu_s=30).reason is Reason.CPU
        with sandbox.spawn() as worker:
            assert end(load(worker), "leave", 3).detail == {"code": 3}
        with sandbox.spawn() as worker:
            assert end(load(worker), "crash").detail == {"signal": "SIGSEGV"}


def test_the_best_level_here(sandbox: Sandbox) -> None:
    isolation = sandbox.isolation
    assert isolation.level in (Level.STRONG, Level.GOOD, Level.PARTIAL)
    assert (isolation.missing == ()) == (isolation.level == Level.STRONG)


def test_without_landlock_bubblewrap_hides_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed")
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    with Sandbox("numpy", hidden=[Path(HERE).parent]) as sandbox:
        if sandbox.isolation.level is not Level.PARTIAL:
            pytest.skip("bubblewrap does not work here")
        with sandbox.spawn() as worker:
            assert call(load(worker), "read", HERE) == "FileNotFoundError"
            assert call(worker, "read", "/etc/passwd") == "FileNotFoundError"
            assert end(worker, "spin", cpu_s=0.1).where == (Frame("a.py", 5, "spin"),)


def test_a_bubblewrap_that_does_not_work_is_done_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    with Sandbox("numpy") as sandbox:
        assert sandbox.isolation.level is Level.PROCESS
        assert "landlock" in sandbox.isolation.missing


@pytest.mark.parametrize("broken", ["restrict", "filter"])
def test_a_layer_that_fails_stops_the_worker(broken: str, tmp_path: Path) -> None:
    """Fail closed: a worker whose fence does not go up never sees a submission."""
    copy = tmp_path / "grader"
    copy.mkdir()
    package = Path(launcher.__file__).parent
    for name in ("zygote.py", "worker.py", "clean.py"):
        (copy / name).write_text((package / name).read_text())
    for folder in ("layers", "inside", "wire"):
        (copy / folder).mkdir()
        for file in (package / folder).glob("*.py"):
            (copy / folder / file.name).write_text(file.read_text())
    layer = copy / "layers" / ("landlock.py" if broken == "restrict" else "seccomp.py")
    name = "restrict" if broken == "restrict" else "apply"
    layer.write_text(layer.read_text() + f"\ndef {name}(*_):\n    raise OSError('broken')\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launcher, "_ZYGOTE", copy / "zygote.py")
        with Sandbox("numpy") as sandbox:
            with pytest.raises(IsolationError) as caught:
                sandbox.spawn()
            assert caught.value.key == "layer_failed" and "broken" in caught.value.fields["text"]


def test_old_kernels_do_without_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "available", lambda: False)
    with Sandbox("numpy") as sandbox, sandbox.spawn() as worker:
        assert "fork" in sandbox.isolation.missing
        assert call(load(worker), "double", 4) == 8


# --- nothing is left behind --------------------------------------------------------------------


def test_no_descriptor_and_no_zombie_is_left(sandbox: Sandbox) -> None:
    for _ in range(3):
        sandbox.spawn().close()
    before = descriptors()
    pids = []
    for i in range(200):
        with sandbox.spawn() as worker:
            pids.append(worker.pid)
            if i % 10 == 0:
                end(load(worker), "leave", 1)
    assert descriptors() == before
    assert all(gone(pid) for pid in pids)


@pytest.mark.parametrize("layers", [Layers(), Layers(namespaces=False), Layers(fork=False)])
def test_sandboxes_leave_nothing(layers: Layers) -> None:
    before, family = descriptors(), children()
    for limits in (Limits(), Limits(cpu_s=5), Limits(cpu_s=6)):
        with Sandbox("numpy", layers=layers) as sandbox:
            worker = load(sandbox.spawn(limits))
            sandbox.spawn(Limits(cpu_s=7))
            call(worker, "double", 3)
    del worker, sandbox
    assert descriptors() == before
    assert children() == family


def test_other_limits_than_the_prepared_ones(sandbox: Sandbox) -> None:
    for i in range(6):
        with sandbox.spawn(Limits(memory_mb=100 + i % 2)) as worker:
            assert call(load(worker), "double", i) == 2 * i


def test_workers_of_one_sandbox_in_several_threads(sandbox: Sandbox) -> None:
    results: list[Any] = []

    def work(number: int) -> None:
        for _ in range(5):
            with sandbox.spawn(Limits(cpu_s=50)) as worker:
                load(worker)
                results.append(call(worker, "double", number) == 2 * number)
                if number % 2:
                    results.append(end(worker, "leave", 4).detail == {"code": 4})

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 30


def test_workers_do_not_share_anything(sandbox: Sandbox) -> None:
    source = "import sys\ndef f(): sys.seen = getattr(sys, 'seen', 0) + 1; return sys.seen"
    with sandbox.spawn() as one, sandbox.spawn() as two:
        assert [
            call(load(w, source), "f")
            for w in (
                one,
                two,
            )
        ] == [1, 1]


def test_hidden_folders_inside_libraries_are_hidden(sandbox: Sandbox) -> None:
    folder = Path(np.__file__).parent
    with Sandbox("numpy", hidden=[folder / "testing"]) as other, other.spawn() as worker:
        load(worker)
        assert call(worker, "read", str(folder / "testing" / "__init__.py")) == "PermissionError"
        assert call(worker, "read", str(folder / "version.py")).startswith(('"""', "#", "\n"))
    with sandbox.spawn() as worker:
        assert call(load(worker), "read", str(folder / "testing" / "__init__.py")).strip()
