"""Submissions that cannot lie in a repository: odd files, folders, links, encodings, notebooks.

Each builder makes one in an empty folder and returns the path that is handed in. `REFUSED` ones
must be turned down as submissions (SubmissionError: no points, no process); the others are graded.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.suite import Arena

Build = Callable[[Path, Arena], Path]

#: What `target` is worth in all.
FULL = 13.0


@dataclass(frozen=True)
class OddFile:
    """One odd submission.

    Attributes:
        points: what it deserves; None if it must be refused; a tuple if grading it is a choice.
        outcomes: what the verdict may be called, where it is graded.
    """

    build: Build
    points: tuple[float | None, ...]
    outcomes: tuple[str, ...]
    seconds: float


ODD: dict[str, OddFile] = {}


def _odd(
    *points: float | None, outcomes: tuple[str, ...] = (), seconds: float = 6.0
) -> Callable[[Build], Build]:
    def register(build: Build) -> Build:
        ODD[build.__name__] = OddFile(build, points, outcomes, seconds)
        return build

    return register


def _write(folder: Path, data: bytes | str, name: str = "target.py") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _honest(arena: Arena) -> str:
    return arena.text("# include: honest\n")


def _stub(arena: Arena) -> str:
    return (arena.course / "exercises" / "target" / "target.py").read_text()


# ---------------------------------------------------------------- links and special files


@_odd(None)
def link_to_passwd(folder: Path, arena: Arena) -> Path:
    (folder / "target.py").symlink_to("/etc/passwd")
    return folder / "target.py"


@_odd(None)
def link_to_solution(folder: Path, arena: Arena) -> Path:
    (folder / "target.py").symlink_to(arena.course / "solutions" / "target" / "target.py")
    return folder / "target.py"


@_odd(None)
def link_to_solution_in_folder(folder: Path, arena: Arena) -> Path:
    (folder / "target.py").symlink_to(arena.course / "solutions" / "target" / "target.py")
    return folder


@_odd(None, 0.0)
def folder_linked_to_solutions(folder: Path, arena: Arena) -> Path:
    (folder / "mine").symlink_to(arena.course / "solutions" / "target")
    return folder / "mine"


@_odd(None)
def link_to_itself(folder: Path, arena: Arena) -> Path:
    (folder / "target.py").symlink_to("target.py")
    return folder / "target.py"


@_odd(None)
def link_to_nothing(folder: Path, arena: Arena) -> Path:
    (folder / "target.py").symlink_to("/nonexistent/x")
    return folder / "target.py"


@_odd(None)
def fifo(folder: Path, arena: Arena) -> Path:
    os.mkfifo(folder / "target.py")
    return folder / "target.py"


@_odd(None)
def unix_socket(folder: Path, arena: Arena) -> Path:
    before = os.open(".", os.O_RDONLY)
    os.chdir(folder)  # the names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.bind("target.py")
    finally:
        os.chdir(before)
        os.close(before)
    return folder / "target.py"


@_odd(None)
def link_to_endless_device(folder: Path, arena: Arena) -> Path:
    (folder / "target.py").symlink_to("/dev/zero")
    return folder / "target.py"


@_odd(None)
def endless_device(folder: Path, arena: Arena) -> Path:
    return Path("/dev/zero")


@_odd(None)
def folder_named_like_the_file(folder: Path, arena: Arena) -> Path:
    (folder / "target.py").mkdir()
    return folder


@_odd(None)
def folder_handed_in_as_file(folder: Path, arena: Arena) -> Path:
    (folder / "target.py" / "inner").mkdir(parents=True)
    return folder / "target.py"


@_odd(None)
def missing(folder: Path, arena: Arena) -> Path:
    return folder / "target.py"


@_odd(None)
def empty_folder(folder: Path, arena: Arena) -> Path:
    return folder


# ---------------------------------------------------------------- encodings and sources


@_odd(0.0, outcomes=("failed", "not_written"))
def empty_file(folder: Path, arena: Arena) -> Path:
    return _write(folder, b"")


@_odd(None)
def utf16(folder: Path, arena: Arena) -> Path:
    return _write(folder, _honest(arena).encode("utf-16"))


@_odd(FULL, outcomes=("passed",))
def byte_order_mark(folder: Path, arena: Arena) -> Path:
    return _write(folder, b"\xef\xbb\xbf" + _honest(arena).encode())


@_odd(FULL, outcomes=("passed",))
def carriage_returns(folder: Path, arena: Arena) -> Path:
    return _write(folder, _honest(arena).replace("\n", "\r\n"))


@_odd(None)
def nul_bytes(folder: Path, arena: Arena) -> Path:
    return _write(folder, _honest(arena).encode() + b"\0\0x = 1\n")


@_odd(None)
def latin1_with_cookie(folder: Path, arena: Arena) -> Path:
    return _write(folder, b"# -*- coding: latin-1 -*-\n# \xe9\xe8\n" + _honest(arena).encode())


@_odd(None, FULL, 0.0, outcomes=("passed", "error", "failed"))
def rot13_cookie(folder: Path, arena: Arena) -> Path:
    return _write(folder, "# -*- coding: rot13 -*-\n" + _honest(arena))


@_odd(None, FULL, 0.0, outcomes=("passed", "error", "failed"))
def utf7_cookie(folder: Path, arena: Arena) -> Path:
    head = "# -*- coding: utf-7 -*-\n# +AAo-def softmax(x): return 1\n"
    return _write(folder, head + _honest(arena))


@_odd(None, 0.0, outcomes=("error", "crashed"))
def lone_surrogates(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = '\ud800'\n".encode("utf-8", "surrogatepass"))


@_odd(None, seconds=4)
def ten_megabytes(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = 1\n" * 1_700_000)


@_odd(0.0, outcomes=("crashed", "timeout", "failed", "error", "memory"), seconds=12)
def two_megabytes_of_code(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = [1, 2, 3]\n" * 140_000)


@_odd(0.0, outcomes=("error", "crashed"))
def nested_parentheses(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = " + "(" * 100_000 + ")" * 100_000 + "\n")


@_odd(0.0, outcomes=("error", "crashed", "memory"))
def nested_operators(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = " + "-" * 500_000 + "1\n")


@_odd(0.0, outcomes=("error", "crashed", "memory", "failed", "timeout"))
def nested_attributes(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = a" + ".a" * 300_000 + "\n")


@_odd(0.0, outcomes=("error", "crashed", "memory", "failed"))
def nested_blocks(folder: Path, arena: Arena) -> Path:
    text = "".join(" " * i + "if 1:\n" for i in range(99)) + " " * 99 + "pass\n"
    return _write(folder, text + "f = " + "lambda: " * 50_000 + "1\n")


@_odd(0.0, outcomes=("timeout", "memory", "error", "crashed"), seconds=15)
def folded_constants(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = 9**9**9**9\n")


@_odd(0.0, outcomes=("error",))
def syntax_error_with_escapes(folder: Path, arena: Arena) -> Path:
    return _write(folder, "def softmax(x):\n    return '\x1b[31m[bold]\u202e' +* 1 \x07\n")


@_odd(0.0, outcomes=("error",))
def escapes_in_source(folder: Path, arena: Arena) -> Path:
    line = "    raise ValueError('\x1b[31m[bold]\u202e')  # \x1b]0;title\x07 \x9b2J"
    return _write(folder, f"def softmax(x):\n{line} {'y' * 100_000}\n")


@_odd(0.0, outcomes=("error",))
def syntax_error_in_a_long_line(folder: Path, arena: Arena) -> Path:
    return _write(folder, "x = '" + "y" * 1_000_000 + "\n")


# ---------------------------------------------------------------- folders with more in them

_SABOTAGE = """
import os, sys
print("LEAK a file beside the submission was run:", __file__)
open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ran"), "w").write("x")
def pytest_runtest_makereport(item, call): print("LEAK hook")
def pytest_collection_modifyitems(items): items.clear()
def pytest_sessionfinish(session): session.exitstatus = 0
"""


def _folder(folder: Path, arena: Arena, **files: str) -> Path:
    _write(folder, _stub(arena))
    for name, text in files.items():
        _write(folder, text, name.replace("__", "."))
    return folder


@_odd(0.0, outcomes=("not_written",))
def folder_with_conftest(folder: Path, arena: Arena) -> Path:
    return _folder(folder, arena, conftest__py=_SABOTAGE, test_evil__py=_SABOTAGE)


@_odd(0.0, outcomes=("not_written",))
def folder_with_pytest_ini(folder: Path, arena: Arena) -> Path:
    ini = "[pytest]\naddopts = --collect-only -p evil\npython_files = nothing.py\n"
    return _folder(folder, arena, pytest__ini=ini, tox__ini=ini, evil__py=_SABOTAGE)


@_odd(0.0, outcomes=("not_written",))
def folder_with_pyproject(folder: Path, arena: Arena) -> Path:
    toml = (
        '[tool.pytest.ini_options]\naddopts = ["--exitfirst", "-p", "evil"]\n[tool.ruff]\nx = 1\n'
    )
    return _folder(
        folder, arena, pyproject__toml=toml, evil__py=_SABOTAGE, setup__cfg="[tool:pytest]\n"
    )


@_odd(0.0, outcomes=("not_written",))
def folder_with_sitecustomize(folder: Path, arena: Arena) -> Path:
    names = ("sitecustomize__py", "usercustomize__py", "evil__pth")
    return _folder(folder, arena, **dict.fromkeys(names, _SABOTAGE))


@_odd(0.0, outcomes=("not_written",))
def folder_with_libraries(folder: Path, arena: Arena) -> Path:
    names = ("numpy", "torch", "math", "json", "os", "pytest", "grader", "check", "yaml", "rich")
    return _folder(folder, arena, **{f"{name}__py": _SABOTAGE for name in names})


@_odd(0.0, outcomes=("not_written",))
def folder_with_checks(folder: Path, arena: Arena) -> Path:
    check = "def test_by_hand(): pass\n"
    course = folder / "exercises" / "target"
    course.mkdir(parents=True)
    _write(course, check, "check.py")
    _write(course, "points: 100\n", "exercise.yaml")
    return _folder(folder, arena, check__py=check, exercise__yaml="points: 100\n")


@_odd(0.0, outcomes=("failed", "error"))
def file_that_imports_its_neighbours(folder: Path, arena: Arena) -> Path:
    _folder(folder, arena, numpy__py=_SABOTAGE, helper__py=_SABOTAGE)
    source = "import sys\nsys.path[:0] = ['.', @]\nimport numpy\nimport helper\n"
    return _write(folder, source.replace("@", repr(str(folder))) + _stub(arena))


@_odd(FULL, outcomes=("passed",))
def odd_folder_name(folder: Path, arena: Arena) -> Path:
    inner = folder / "na\nme [bold]\x1b[31m $(id) `id` ; .. 한글 \udcff"
    inner.mkdir()
    return _write(inner, _honest(arena))


def _cell(source: object, kind: object = "code") -> dict[str, object]:
    return {"cell_type": kind, "source": source, "metadata": {}, "outputs": []}


def _notebook(folder: Path, *cells: object, **extra: object) -> Path:
    text = json.dumps({"cells": list(cells), "nbformat": 4, "metadata": {}, **extra})
    return _write(folder, text, "target.ipynb")


@_odd(FULL, outcomes=("passed",))
def notebook_with_magics(folder: Path, arena: Arena) -> Path:
    lines = _honest(arena).splitlines(keepends=True)
    shell = _cell("%%bash\ntouch /tmp/hostile-notebook; echo LEAK\n")
    inline = _cell(
        ["%matplotlib inline\n", "!echo LEAK > /tmp/hostile-notebook\n", "?print\n", "x = 1\n"]
    )
    return _notebook(folder, shell, inline, _cell("# markdown", "markdown"), _cell(lines))


@_odd(None)
def notebook_of_broken_json(folder: Path, arena: Arena) -> Path:
    return _write(folder, '{"cells": [{"cell_type": "code", "source": ', "target.ipynb")


@_odd(None)
def notebook_of_deep_json(folder: Path, arena: Arena) -> Path:
    return _write(folder, '{"cells": ' + "[" * 400_000 + "]" * 400_000 + "}", "target.ipynb")


@_odd(None)
def notebook_that_is_a_list(folder: Path, arena: Arena) -> Path:
    return _write(folder, "[1, 2]", "target.ipynb")


@_odd(None)
def notebook_with_odd_cells(folder: Path, arena: Arena) -> Path:
    return _notebook(folder, 5, None, _cell({"a": 1}), _cell([1, 2]), _cell([["x"]]))


@_odd(None)
def notebook_with_huge_numbers(folder: Path, arena: Arena) -> Path:
    text = '{"nbformat": ' + "9" * 1_000_000 + ', "cells": []}'
    return _write(folder, text, "target.ipynb")


@_odd(0.0, None, outcomes=("failed", "not_written"))
def notebook_without_cells(folder: Path, arena: Arena) -> Path:
    return _notebook(folder)


@_odd(0.0, None, outcomes=("failed", "error", "crashed"))
def notebook_with_many_cells(folder: Path, arena: Arena) -> Path:
    return _notebook(folder, *[_cell("x = 1\n")] * 15_000)


@_odd(None, 0.0, outcomes=("failed", "error", "crashed"))
def notebook_with_surrogates(folder: Path, arena: Arena) -> Path:
    return _notebook(folder, _cell("x = '\ud800'\nsoftmax = '\x1b[31m\x00'\n"))


@_odd(None)
def notebook_linked_to_solution(folder: Path, arena: Arena) -> Path:
    (folder / "target.ipynb").symlink_to(arena.course / "solutions" / "target" / "target.py")
    return folder
