"""bubblewrap: the stand-in for Landlock on kernels that have none.

It builds a file system that holds only what may be read, and runs the zygote in there. A worker
could not be wrapped one by one: that takes an exec, and torch would be imported anew.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

#: Our own files that the zygote imports; they hold nothing that a learner may not read.
_OURS = ("__init__.py", "zygote.py", "worker.py", "wire", "clean.py", "layers", "inside")

#: On merged systems the dynamic loader is found by such a link.
_LINKS = ("/lib", "/lib32", "/lib64")


def command(granted: Iterable[str], package: Path) -> list[str]:
    """The words to put before a command so that it sees only what is granted.

    Args:
        granted: files and folders, to be seen read-only at their own places.
        package: the folder of the grader.

    Returns:
        [] if bubblewrap is not installed.
    """
    program = shutil.which("bwrap")
    if program is None:
        return []
    words = [program, "--unshare-all", "--as-pid-1", "--proc", "/proc", "--chdir", "/"]
    for path in dict.fromkeys([*granted, *_interpreter(), *_ours(package)]):
        # A device keeps working as one only if it is bound as a device.
        words += ["--dev-bind-try" if path.startswith("/dev/") else "--ro-bind-try", path, path]
    for link in filter(os.path.islink, _LINKS):
        words += ["--symlink", os.readlink(link), link]
    return words


def _ours(package: Path) -> list[str]:
    return [str(package / name) for name in _OURS]


def _interpreter() -> list[str]:
    """The executable by the path it is started with, and what makes it know its environment."""
    executable = Path(sys.executable)
    configuration = executable.parent.parent / "pyvenv.cfg"
    return [str(executable), str(configuration), str(executable.resolve()), "/etc/ld.so.cache"]
