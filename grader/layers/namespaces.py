"""Namespaces: an own network (none), own pids, own mounts, own inter-process objects.

They are entered once, by the zygote, before it imports anything large: entering a user
namespace needs a process with a single thread, and the init of the pid namespace must be a
fork made afterwards.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from grader.layers.kernel import die_with_parent, unshare

_DESCRIPTORS = 4096
_NEW_MOUNTS = 0x00020000
_NEW_HOSTNAME = 0x04000000
_NEW_IPC = 0x08000000
_NEW_USER = 0x10000000
_NEW_PIDS = 0x20000000
_NEW_NETWORK = 0x40000000


def enter() -> None:
    """Enter new namespaces and go on as the init of the new pid namespace.

    The calling process stays behind as a stub that waits for it and ends with it, so that the
    pid its parent knows remains good for a kill.

    Raises:
        OSError: if the kernel or a container does not allow it; nothing has changed then.
    """
    _rehearse()
    _unshare()
    stub = os.getpid()
    child = os.fork()
    if child:
        _wait_for(child)
    _die_with_stub(stub)


def _rehearse() -> None:
    """Try it in a child: some systems let a process in and then refuse to say who it is there.

    Raises:
        OSError: if it did not go well.
    """
    child = os.fork()
    if child == 0:
        try:
            _unshare()
        except OSError as error:
            os._exit(error.errno or 1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise OSError(abs(code), os.strerror(abs(code)))


def _unshare() -> None:
    """Enter the namespaces, still the same user, with no other user mapped."""
    uid, gid = os.getuid(), os.getgid()
    unshare(_NEW_USER | _NEW_MOUNTS | _NEW_HOSTNAME | _NEW_IPC | _NEW_PIDS | _NEW_NETWORK)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _die_with_stub(stub: int) -> None:
    # Inside the new namespace the parent's pid reads as 0, whoever it is.
    die_with_parent(0 if os.getppid() == 0 else stub)


def _wait_for(child: int) -> None:
    """Hold nothing, do nothing, end when the child ends; end it when told to stop."""
    os.closerange(0, _DESCRIPTORS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
