"""seccomp: the system calls a worker may make; all others fail with EPERM.

EPERM rather than a kill: Python turns it into PermissionError with the line that caused it,
which a learner can understand, and a call we forgot stays visible. Only a call through another
architecture's entry kills (SIGSYS), because its numbers mean something else.

Why some calls are the way they are:

    clone3      ENOSYS, so that the C library falls back to clone, whose flags a filter can read
    clone       EAGAIN: no thread and no process, which is what a full system would say
    tgkill      only to itself, and only what abort() and a crash handler send
    ioctl       the four questions that isatty() and friends ask; the rest is "not a terminal"
    prlimit64   reading one's own limits
    fcntl       duplicating and flags; nothing that makes the kernel send signals
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

from grader.layers.kernel import MACHINE, PR_GET_SECCOMP, PR_SET_SECCOMP, prctl

_X86_64 = {
    "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7,
    "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13,
    "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19, "writev": 20,
    "access": 21, "select": 23, "sched_yield": 24, "mremap": 25, "madvise": 28, "dup": 32,
    "dup2": 33, "nanosleep": 35, "getpid": 39, "exit": 60, "uname": 63, "getdents": 78,
    "getcwd": 79, "readlink": 89, "gettimeofday": 96, "getrlimit": 97, "getrusage": 98,
    "sysinfo": 99, "times": 100, "getuid": 102, "getgid": 104, "geteuid": 107, "getegid": 108,
    "getppid": 110, "sigaltstack": 131, "arch_prctl": 158, "gettid": 186, "time": 201,
    "futex": 202, "sched_getaffinity": 204, "getdents64": 217, "restart_syscall": 219,
    "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231,
    "openat": 257, "newfstatat": 262, "readlinkat": 267, "faccessat": 269, "pselect6": 270,
    "ppoll": 271, "set_robust_list": 273, "dup3": 292, "getcpu": 309, "getrandom": 318,
    "membarrier": 324, "statx": 332, "rseq": 334, "faccessat2": 439,
}  # fmt: skip
_AARCH64 = {
    "getcwd": 17, "dup": 23, "dup3": 24, "faccessat": 48, "openat": 56, "close": 57,
    "getdents64": 61, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66,
    "pread64": 67, "pselect6": 72, "ppoll": 73, "readlinkat": 78, "newfstatat": 79, "fstat": 80,
    "exit": 93, "exit_group": 94, "futex": 98, "set_robust_list": 99, "nanosleep": 101,
    "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123,
    "sched_yield": 124, "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "uname": 160, "getrlimit": 163,
    "getrusage": 165, "getcpu": 168, "gettimeofday": 169, "getpid": 172, "getppid": 173,
    "getuid": 174, "geteuid": 175, "getgid": 176, "getegid": 177, "gettid": 178, "sysinfo": 179,
    "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233,
    "getrandom": 278, "membarrier": 283, "statx": 291, "rseq": 293, "faccessat2": 439,
}  # fmt: skip
_FILTERED_X86_64 = {
    "clone": 56, "clone3": 435, "tgkill": 234, "ioctl": 16, "fcntl": 72, "prctl": 157,
    "prlimit64": 302,
}  # fmt: skip
_FILTERED_AARCH64 = {
    "clone": 220, "clone3": 435, "tgkill": 131, "ioctl": 29, "fcntl": 25, "prctl": 167,
    "prlimit64": 261,
}  # fmt: skip
_TABLES = {
    "x86_64": (0xC000003E, _X86_64, _FILTERED_X86_64),
    "aarch64": (0xC00000B7, _AARCH64, _FILTERED_AARCH64),
}

_IOCTLS = (0x5401, 0x5413, 0x5451, 0x541B)  # TCGETS, TIOCGWINSZ, FIOCLEX, FIONREAD
_FCNTLS = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
_PRCTLS = (15, 16, 0x53564D41)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA
_CRASHES = (4, 5, 6, 7, 8, 11)  # SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV
_X32_BIT = 0x40000000

_MODE_FILTER = 2
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000

# Offsets in struct seccomp_data, little endian: number, architecture, instruction, arguments.
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
# The five BPF instructions that are needed.
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06

_Instruction = tuple[int, int, int, int]


def missing() -> str:
    """Why this system cannot filter; "" if it can."""
    if MACHINE not in _TABLES:
        return f"no table of system calls for {MACHINE}"
    try:
        prctl(PR_GET_SECCOMP)
    except OSError as error:
        return str(error)
    return ""


def apply() -> None:
    """Put this process under the filter for good; needs no_new_privs.

    Raises:
        OSError: if the kernel has no seccomp, or the machine no table.
    """
    code = program(MACHINE, os.getpid())
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    pointer = ctypes.create_string_buffer(header, len(header))
    prctl(PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(pointer))


def program(machine: str, pid: int) -> bytes:
    """Assemble the filter for one machine and one process id."""
    architecture, plain, filtered = _TABLES[machine]
    code = [_load(_ARCHITECTURE), (_EQUAL, 1, 0, architecture), _answer(_KILL_PROCESS)]
    code.append(_load(_NUMBER))
    if machine == "x86_64":
        code += [(_AT_LEAST, 0, 1, _X32_BIT), _answer(_KILL_PROCESS)]
    code += _any_of(plain.values())
    for name, body in _filters(pid).items():
        code += [(_EQUAL, 0, len(body), filtered[name]), *body]
    code.append(_refuse(errno.EPERM))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)


def _filters(pid: int) -> dict[str, list[_Instruction]]:
    return {
        "clone3": [_refuse(errno.ENOSYS)],
        "clone": [_refuse(errno.EAGAIN)],
        "tgkill": [_load(_ARGUMENTS), (_EQUAL, 1, 0, pid), _refuse(errno.EPERM)]
        + _only(2, _CRASHES, errno.EPERM),
        "ioctl": _only(1, _IOCTLS, errno.ENOTTY),
        "fcntl": _only(1, _FCNTLS, errno.EPERM),
        "prctl": _only(0, _PRCTLS, errno.EPERM),
        "prlimit64": _read_own_limits(),
    }


def _load(offset: int) -> _Instruction:
    return (_LOAD, 0, 0, offset)


def _answer(value: int) -> _Instruction:
    return (_RETURN, 0, 0, value)


def _refuse(number: int) -> _Instruction:
    return _answer(_ERRNO | number)


def _any_of(values: Iterable[int]) -> list[_Instruction]:
    code: list[_Instruction] = []
    for value in values:
        code += [(_EQUAL, 0, 1, value), _answer(_ALLOW)]
    return code


def _only(argument: int, values: tuple[int, ...], otherwise: int) -> list[_Instruction]:
    return [_load(_ARGUMENTS + 8 * argument), *_any_of(values), _refuse(otherwise)]


def _read_own_limits() -> list[_Instruction]:
    """prlimit64(0, which, NULL, out): both halves of the pointer to new limits are zero."""
    new_limits = _ARGUMENTS + 8 * 2
    return [
        _load(_ARGUMENTS), (_EQUAL, 0, 5, 0),
        _load(new_limits), (_EQUAL, 0, 3, 0),
        _load(new_limits + 4), (_EQUAL, 0, 1, 0),
        _answer(_ALLOW),
        _refuse(errno.EPERM),
    ]  # fmt: skip
