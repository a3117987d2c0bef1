"""Where a worker finds its libraries: its search path, and what it may read."""

from __future__ import annotations

import importlib.util
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.layers.landlock import grants

#: What libraries read of a system at run time: shared libraries that are loaded late, the cache
#: of the loader, harmless devices, time zones and locales.
_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/usr/libexec/coreutils", "/lib", "/lib64", "/etc/ld.so.cache",
    "/dev/null", "/dev/urandom", "/dev/zero", "/usr/share/zoneinfo", "/etc/localtime",
    "/usr/share/locale",
)  # fmt: skip
#: Content beside the grader, in a project or as installed.
_CONTENT = ("gongbu_content", "exercises", "solutions", "questions", "tests", "quiz", "web")
_LIBRARY_FOLDERS = ("site-packages", "dist-packages")
_BACKENDS = {"numpy": ("numpy",), "torch": ("numpy", "torch")}


def search_path(backend: str) -> list[str]:
    """The module search path of a worker: the standard library and installed packages.

    The current folder, a project's own folder and anything else on our path is left out: a
    learner's code has no business there, and Landlock would refuse it anyway.
    """
    homes = _homes(_BACKENDS[backend])
    kept = [entry for entry in sys.path if entry and _holds_libraries(Path(entry), homes)]
    return kept + [home for home in homes if home not in kept]


def readable(path: Iterable[str], hidden: Sequence[Path]) -> list[str]:
    """Files and folders a worker may read: its search path and what `_SYSTEM` lists.

    Args:
        path: the search path.
        hidden: never granted, nor anything inside. The grader's own folder and the content that
            is installed beside it always are.
    """
    prefixes = [Path(entry) for entry in path]
    prefixes += [Path(root) / "lib" for root in {sys.base_prefix, sys.base_exec_prefix}]
    prefixes += [Path(entry) for entry in _SYSTEM]
    ours = Path(__file__).parent
    return grants(prefixes, [ours, *(ours.with_name(name) for name in _CONTENT), *hidden])


def _holds_libraries(entry: Path, homes: Sequence[str]) -> bool:
    """Whether an entry of our own search path is the standard library or an installation."""
    standard = Path(sysconfig.get_path("stdlib"))
    zipped = Path(f"{standard.parent}/python{sys.version_info.major}{sys.version_info.minor}.zip")
    shared = sysconfig.get_config_var("DESTSHARED")
    return (
        entry.name in _LIBRARY_FOLDERS
        or entry.is_relative_to(standard)
        or str(entry) in (*homes, str(zipped), shared)
    )


def _homes(packages: Iterable[str]) -> list[str]:
    """The folders in which packages are found, wherever that may be."""
    found = [importlib.util.find_spec(package) for package in packages]
    homes = [str(Path(spec.origin).parent.parent) for spec in found if spec and spec.origin]
    return list(dict.fromkeys(homes))
