"""The layers one by one, as far as they can be looked at without being put up."""

from __future__ import annotations

import errno
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import libraries, sandbox
from grader.layers import bubblewrap, landlock, seccomp
from grader.sandbox import Layers
from grader.verdict import Level

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL = "allow", "kill"
PID = 4321


def answer(machine: str, number: int, args: tuple[int, ...] = (), architecture: int = 0) -> object:
    """Run the filter on one system call: "allow", "kill", or the errno that it gets."""
    code = seccomp.program(machine, PID)
    filled = (*args, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<IIQ6Q", number, architecture or ARCHITECTURES[machine], 0, *filled)
    loaded, at = 0, 0
    while True:
        operation, if_true, if_false, operand = struct.unpack_from("<HBBI", code, at * 8)
        at += 1
        if operation == 0x20:
            (loaded,) = struct.unpack_from("<I", data, operand)
        elif operation == 0x15:
            at += if_true if loaded == operand else if_false
        elif operation == 0x35:
            at += if_true if loaded >= operand else if_false
        elif operation == 0x06:
            break
        else:
            raise AssertionError(f"unknown instruction {operation:#x}")
    kinds = {0x7FFF0000: ALLOW, 0x80000000: KILL}
    return kinds.get(operand, operand & 0xFFFF)


CALLS = {
    "x86_64": dict(
        read=0, openat=257, mmap=9, futex=202, clone=56, clone3=435, fork=57, vfork=58, execve=59,
        execveat=322, socket=41, sendto=44, connect=42, kill=62, tkill=200, tgkill=234, ptrace=101,
        prctl=157, prlimit=302, setrlimit=160, ioctl=16, fcntl=72, memfd=319, io_uring=425,
        bpf=321, unshare=272, mount=165, ftruncate=77, truncate=76, userfaultfd=323, pidfd_open=434,
        process_vm_readv=310, process_vm_writev=311, pidfd_getfd=438, seccomp=317, setitimer=38,
        alarm=37, timer_create=222, chmod=90, unlink=87, rename=82, symlink=88, mkdir=83, chdir=80,
        keyctl=250, perf_event_open=298, sched_setaffinity=203, shmget=29, msgget=68, pwrite64=18,
        sendmsg=46, recvmsg=47, kcmp=312, name_to_handle_at=303, open_by_handle_at=304, splice=275,
    ),
    "aarch64": dict(
        read=63, openat=56, mmap=222, futex=98, clone=220, clone3=435, execve=221, execveat=281,
        socket=198, sendto=206, connect=203, kill=129, tkill=130, tgkill=131, ptrace=117,
        prctl=167, prlimit=261, setrlimit=164, ioctl=29, fcntl=25, memfd=279, io_uring=425,
        bpf=280, unshare=97, mount=40, ftruncate=46, truncate=45, userfaultfd=282, pidfd_open=434,
        process_vm_readv=270, process_vm_writev=271, pidfd_getfd=438, seccomp=277, setitimer=103,
        timer_create=107, fchmod=52, unlinkat=35, renameat=38, symlinkat=36, mkdirat=34, chdir=49,
        keyctl=219, perf_event_open=241, sched_setaffinity=122, shmget=194, msgget=186, pwrite64=68,
        sendmsg=211, recvmsg=212, kcmp=272, name_to_handle_at=264, open_by_handle_at=265, splice=76,
    ),
}  # fmt: skip
FILTERED = {"read", "openat", "mmap", "futex", "clone", "clone3", "tgkill", "prctl", "prlimit"}
FILTERED |= {"ioctl", "fcntl"}


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_filter_lets_through_what_is_harmless(machine: str) -> None:
    calls = CALLS[machine]
    for name in ("read", "openat", "mmap", "futex"):
        assert answer(machine, calls[name]) == ALLOW, name
    assert answer(machine, calls["tgkill"], (PID, PID, 6)) == ALLOW
    assert answer(machine, calls["prctl"], (15,)) == ALLOW
    assert answer(machine, calls["prlimit"], (0, 7, 0, 1 << 40)) == ALLOW
    assert answer(machine, calls["ioctl"], (1, 0x5401)) == ALLOW
    assert answer(machine, calls["fcntl"], (1, 3)) == ALLOW


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_filter_refuses_all_else(machine: str) -> None:
    for name, number in CALLS[machine].items():
        if name not in FILTERED:
            assert answer(machine, number) == errno.EPERM, name
    for number in (500, 999, 5000):
        assert answer(machine, number) == errno.EPERM


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_filter_looks_at_arguments(machine: str) -> None:
    calls = CALLS[machine]
    assert answer(machine, calls["clone3"]) == errno.ENOSYS
    assert answer(machine, calls["clone"], (0x3D0F00,)) == errno.EAGAIN
    assert answer(machine, calls["tgkill"], (PID + 1, PID + 1, 6)) == errno.EPERM
    assert answer(machine, calls["tgkill"], (PID, PID, 9)) == errno.EPERM
    assert answer(machine, calls["prctl"], (4, 1)) == errno.EPERM  # PR_SET_DUMPABLE
    assert answer(machine, calls["prlimit"], (1, 7, 0, 1)) == errno.EPERM  # another process
    assert answer(machine, calls["prlimit"], (0, 7, 1 << 32, 0)) == errno.EPERM  # new limits
    assert answer(machine, calls["prlimit"], (0, 7, 4096, 0)) == errno.EPERM
    assert answer(machine, calls["ioctl"], (1, 0x5412)) == errno.ENOTTY  # TIOCSTI
    assert answer(machine, calls["fcntl"], (1, 8)) == errno.EPERM  # F_SETOWN


def test_other_architectures_are_killed() -> None:
    assert answer("x86_64", 0, architecture=0x40000003) == KILL  # 32-bit entry
    assert answer("x86_64", 0x40000000) == KILL  # x32
    assert answer("aarch64", 63, architecture=ARCHITECTURES["x86_64"]) == KILL


def test_machines_without_a_table_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seccomp, "MACHINE", "riscv64")
    assert "riscv64" in seccomp.missing()


# --- what may be read --------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """site/{numpy/, grader/{zygote.py, secret/}, link -> ../project}, project/solutions/x.py"""
    for name in ("site/numpy/core.py", "site/grader/zygote.py", "site/grader/secret/s.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "project/solutions").mkdir(parents=True)
    (tmp_path / "project/readme").write_text("")
    (tmp_path / "project/solutions/x.py").write_text("")
    (tmp_path / "site/link").symlink_to(tmp_path / "project")
    (tmp_path / "site/loop").symlink_to(tmp_path / "site/loop")
    (tmp_path / "site/back").symlink_to(tmp_path / "site")
    return tmp_path.resolve()


def granted(tree: Path, *hidden: str) -> set[str]:
    found = landlock.grants([tree / "site"], [tree / name for name in hidden])
    return {str(Path(path).relative_to(tree)) for path in found}


def test_a_folder_with_nothing_hidden_is_granted_whole(tree: Path) -> None:
    assert granted(tree) == {"site"}
    assert granted(tree, "elsewhere") == {"site"}


def test_a_hidden_folder_is_left_out(tree: Path) -> None:
    assert granted(tree, "site/grader") == {"site/numpy", "project"}
    assert granted(tree, "site/grader/secret") == {"site/numpy", "site/grader/zygote.py", "project"}
    assert granted(tree, "site") == set()
    assert granted(tree, ".") == set()


def test_a_link_does_not_lead_to_what_is_hidden(tree: Path) -> None:
    names = granted(tree, "project/solutions", "site/grader")
    assert names == {"site/numpy", "project/readme"}


def test_a_hidden_link_hides_what_it_leads_to(tree: Path) -> None:
    assert "project" not in granted(tree, "site/link", "site/grader")


def test_missing_prefixes_are_left_out(tree: Path) -> None:
    assert landlock.grants([tree / "nowhere"], []) == []


def covers(grants: list[str], path: Path) -> bool:
    return any(path.resolve().is_relative_to(grant) for grant in grants)


def test_workers_may_read_libraries_but_not_us() -> None:
    here = Path(__file__).resolve()
    path = libraries.search_path("torch")
    may = libraries.readable(path, [here.parent.parent.parent / "solutions"])
    for module in ("torch", "numpy", "json", "statistics"):
        assert covers(may, Path(str(__import__(module).__file__))), module
    assert covers(may, Path("/dev/null"))
    for secret in (here, Path(libraries.__file__), Path.home(), Path("/etc/passwd"), Path("/proc")):
        assert not covers(may, secret), secret


def test_the_search_path_is_libraries_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), os.getcwd(), *sys.path])
    path = libraries.search_path("numpy")
    assert not {"", str(tmp_path), os.getcwd()} & set(path)
    assert any(entry.endswith("lib-dynload") for entry in path)


# --- levels ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def no_bubblewrap() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bubblewrap.shutil, "which", lambda name: None)
        yield


def level(layers: dict[str, str], wrapper: tuple[str, ...] = (), fork: bool = True) -> Level:
    plan = sandbox.Plan("numpy", [], [], {}, fork=fork, wrapper=wrapper)
    names = ("namespaces", "landlock", "seccomp")
    return sandbox._isolation(plan, dict.fromkeys(names, "off") | layers).level


def test_levels_follow_from_layers() -> None:
    every = {"namespaces": "on", "landlock": "on", "seccomp": "on"}
    assert level(every) == Level.STRONG
    assert level(every | {"namespaces": "Operation not permitted"}) == Level.GOOD
    assert level(every | {"seccomp": "off"}) == Level.PROCESS
    assert level(every | {"landlock": "off"}) == Level.PROCESS
    assert level(every, fork=False) == Level.PROCESS
    assert level({"seccomp": "on"}, wrapper=("bwrap",)) == Level.PARTIAL
    assert level({}, wrapper=("bwrap",)) == Level.PROCESS


def test_missing_layers_are_named() -> None:
    plan = sandbox.Plan("numpy", [], [], {})
    layers = {"namespaces": "Operation not permitted", "landlock": "off", "seccomp": "on"}
    assert sandbox._isolation(plan, layers).missing == ("namespaces", "landlock")


def test_a_kernel_without_landlock_gets_bubblewrap_if_there(
    monkeypatch: pytest.MonkeyPatch, no_bubblewrap: None
) -> None:
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    plan = sandbox._plan("numpy", [], Layers())
    assert not plan.layers["landlock"] and not plan.wrapper and plan.layers["namespaces"]
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: "/usr/bin/bwrap")
    plan = sandbox._plan("numpy", [], Layers())
    assert plan.wrapper[0] == "/usr/bin/bwrap" and not plan.layers["namespaces"]
    assert not sandbox._plan("numpy", [], Layers(landlock=False)).wrapper


def test_other_systems_start_workers_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    plan = sandbox._plan("numpy", [], Layers())
    assert not plan.fork and not any(plan.layers.values())


def test_windows_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(sandbox.IsolationError) as caught:
        sandbox.Sandbox("numpy")
    assert caught.value.key == "windows_unsupported"
