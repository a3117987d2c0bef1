"""Landlock: an allow-list of files and folders that a worker may read; it may write none.

Landlock only adds rights to what was taken away: a grant on a folder cannot be taken back for a
file inside. A folder that holds anything hidden is therefore granted entry by entry (`grants`).

What older kernels lack, and what stands in for it:

    ABI < 2  moving files between folders     no write is granted, and seccomp has no rename
    ABI < 3  truncate                         seccomp has no truncate
    ABI < 4  TCP                              seccomp has no socket
    ABI < 5  ioctl on devices                 seccomp lets four harmless ones through
    ABI < 6  abstract sockets, signals        seccomp has no socket and no kill

So any ABI will do as long as seccomp is there too.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.layers.kernel import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on all architectures
_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_NET_TCP = 0b11  # bind and connect
_SCOPE = 0b11  # abstract sockets and signals

#: All file rights that each ABI knows, and so can take away.
_FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}


def abi() -> int:
    """The kernel's Landlock version, 0 where it has none."""
    try:
        return syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    except OSError:
        return 0


def ruleset(granted: Iterable[str]) -> int:
    """Make a ruleset that allows reading the given files and folders, and nothing else.

    Returns:
        A descriptor for `restrict`. Paths that do not exist are left out.

    Raises:
        OSError: if the kernel has no Landlock.
    """
    version = abi()
    if not version:
        raise OSError("this kernel has no Landlock")
    handled = _FILE_RIGHTS[min(version, max(_FILE_RIGHTS))]
    attributes = struct.pack("=Q", handled)
    if version >= 4:
        attributes += struct.pack("=Q", _NET_TCP)
    if version >= 6:
        attributes += struct.pack("=Q", _SCOPE)
    made = syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    for path in granted:
        _allow(made, path)
    return made


def _allow(made: int, path: str) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE
        syscall(_ADD_RULE, made, _RULE_PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)


def restrict(made: int) -> None:
    """Put this process under a ruleset for good; needs no_new_privs. Raises OSError."""
    syscall(_RESTRICT_SELF, made, 0)


def grants(prefixes: Iterable[Path], hidden: Sequence[Path]) -> list[str]:
    """List what may be granted so that all of `prefixes` is readable except what is hidden.

    A prefix with nothing hidden inside is granted whole; else its entries are looked at one by
    one, and so on down to the hidden path, which is left out. Links are followed first, so that
    a link cannot lead to a hidden place.

    Args:
        prefixes: files and folders to read; missing ones are left out.
        hidden: files and folders that must not be readable, nor anything inside.
    """
    resolved = [path.resolve() for path in hidden]
    found: dict[str, None] = {}
    for prefix in prefixes:
        _descend(prefix, resolved, found)
    return list(found)


def _descend(path: Path, hidden: Sequence[Path], found: dict[str, None]) -> None:
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):  # missing, or a loop of links
        return
    if str(real) in found or any(real.is_relative_to(secret) for secret in hidden):
        return
    if not any(secret.is_relative_to(real) for secret in hidden):
        found[str(real)] = None
        return
    try:
        entries = sorted(real.iterdir())
    except OSError:
        return
    for entry in entries:
        _descend(entry, hidden, found)
