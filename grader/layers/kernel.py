"""Raw system calls that the standard library does not wrap."""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache

MACHINE = platform.machine()

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_GET_SECCOMP = 21
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38

_SIGKILL = 9
_CAPABILITY_VERSION = 0x20080522
_SYS_CAPSET = {"x86_64": 126, "aarch64": 91}


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def syscall(number: int, *args: int | bytes | None) -> int:
    """Call the kernel by number.

    Raises:
        OSError: with the kernel's errno.
    """
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    return _checked(_libc().syscall(ctypes.c_long(number), *wide))


def prctl(option: int, value: int = 0, pointer: int = 0) -> None:
    """Set one process attribute; raises OSError."""
    _checked(
        _libc().prctl(
            option,
            ctypes.c_ulong(value),
            ctypes.c_ulong(pointer),
            ctypes.c_ulong(0),
            ctypes.c_ulong(0),
        )
    )


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags`; raises OSError."""
    _checked(_libc().unshare(flags))


def die_with_parent(parent: int) -> None:
    """Be killed when the parent process ends, also if it ended just before this call."""
    prctl(PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def give_up_privileges() -> None:
    """Drop every capability for good and forbid gaining any by exec.

    Being root without capabilities is still being the owner of root's files: this is not a
    fence by itself, it only takes away what would open the others.
    """
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # past the last capability, or none to drop with
            break
    if MACHINE in _SYS_CAPSET:
        header = _CAPABILITY_VERSION.to_bytes(4, "little") + bytes(4)
        syscall(_SYS_CAPSET[MACHINE], header, bytes(24))
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def hide_memory() -> None:
    """Forbid other processes of the same user to trace this one or read its memory."""
    prctl(PR_SET_DUMPABLE, 0)
