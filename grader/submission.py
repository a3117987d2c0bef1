"""A learner's file or folder as text: read with limits, never imported, never executed here.

A submission is its named files and nothing else; a conftest.py, a pytest.ini or a numpy.py beside
them is just a file that nobody reads. Notebooks count by their code cells, in order.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.clean import clean
from grader.course import Exercise
from grader.errors import SubmissionError

#: Largest source file taken, in bytes. Honest submissions are a thousand times smaller.
MAX_BYTES = 2_000_000
#: Characters of a source line that a report may show.
_LONGEST_LINE = 300

#: Lines of a notebook that are no Python: `%magic`, `!command`, `?name` and `name?`.
_MAGIC = re.compile(r"\s*(?:%|!(?!=)|\?|[\w.]+\?{1,2}\s*\Z)")
#: Cell magics under which the rest of the cell is still this notebook's Python.
_STILL_PYTHON = ("%%time", "%%capture", "%%prun")


@dataclass(frozen=True)
class Submission:
    """Source files by name, and where they came from.

    Attributes:
        files: source text by file name; the exercise's main file comes first.
        origin: the path that was given, for reports.
        cells: for a notebook, the first line of each code cell in the joined source.
    """

    files: Mapping[str, str]
    origin: Path | None = None
    cells: tuple[int, ...] = ()

    @property
    def main(self) -> str:
        """The file that holds what the exercise asks for."""
        return next(iter(self.files))

    def digest(self) -> str:
        """A hash of the content: the same text gives the same digest."""
        text = json.dumps(list(self.files.items()))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def line(self, file: str, line: int) -> str:
        """The text of a line (from 1) as it may be shown, or "" where there is none."""
        lines = self.files.get(file, "").split("\n")
        return clean(lines[line - 1], _LONGEST_LINE) if 0 < line <= len(lines) else ""

    def place(self, file: str, line: int) -> tuple[str, int]:
        """Where a learner finds a line: in the file as it was handed in, whatever its name.

        Of a notebook that is `name.ipynb[cell]` and the line in the cell; code cells count from 1.
        """
        if file != self.main or self.origin is None:
            return file, line
        cell = bisect_right(self.cells, line)
        if not cell:
            return (self.origin.name if self.origin.suffix == ".py" else file), line
        return f"{self.origin.name}[{cell}]", line - self.cells[cell - 1] + 1


def read_submission(path: Path, exercise: Exercise) -> Submission:
    """Read the files of a submission to an exercise.

    Args:
        path: the main file, a notebook (.ipynb), or a folder that holds the exercise's files.
        exercise: says which files belong to it.

    Raises:
        SubmissionError: if something is missing, no regular file, too large or not UTF-8.
    """
    if path.is_symlink():  # also a folder: it could lead to the solutions
        raise SubmissionError("submission_link", path=str(path), reason="")
    if path.is_dir():
        return _read_folder(path, exercise)
    main = exercise.files[0]
    if path.suffix == ".ipynb":
        return _notebook(path, main)
    rest = {name: _read_text(path.parent / name) for name in exercise.files[1:]}
    return Submission({main: _read_text(path), **rest}, path)


def _read_folder(path: Path, exercise: Exercise) -> Submission:
    main = path / exercise.files[0]
    notebook = main.with_suffix(".ipynb")
    if not os.path.lexists(main) and os.path.lexists(notebook):
        return _notebook(notebook, main.name)
    return Submission({name: _read_text(path / name) for name in exercise.files}, path)


def _read_text(path: Path) -> str:
    """Read one file without following a link: a link could name the solution or a device."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise SubmissionError("submission_missing", path=str(path)) from None
    except OSError as error:
        key = "submission_link" if path.is_symlink() else "submission_unreadable"
        raise SubmissionError(key, path=str(path), reason=str(error.strerror)) from None
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise SubmissionError("submission_not_a_file", path=str(path))
    with os.fdopen(fd, "rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise SubmissionError("submission_too_large", path=str(path), limit=MAX_BYTES)
    return _decode(raw, path)


def _decode(raw: bytes, path: Path) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SubmissionError("submission_not_utf8", path=str(path), line=line) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise SubmissionError("submission_nul", path=str(path), line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _notebook(path: Path, main: str) -> Submission:
    try:
        cells = json.loads(_read_text(path))["cells"]
        sources = [_cell_source(cell) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SubmissionError("submission_bad_notebook", path=str(path)) from None
    starts: list[int] = []
    lines: list[str] = []
    for source in sources:
        starts.append(len(lines) + 1)
        lines += _without_magics(source)
    return Submission({main: "\n".join(lines) + "\n"}, path, tuple(starts))


def _cell_source(cell: Any) -> str:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    text = text.replace("\r\n", "\n").removesuffix("\n")
    if text.startswith("%%") and not text.startswith(_STILL_PYTHON):
        return ""  # another language
    return text


def _without_magics(source: str) -> Iterator[str]:
    """The lines of a cell, those that are no Python commented out.

    Inside brackets and long strings, and after a backslash, a line is none however it begins:
    `% n` may be an operator there.
    """
    depth = quotes = 0
    before = ""
    for line in source.split("\n") if source else ():
        inside = depth > 0 or quotes % 2 or before.endswith("\\")
        if not inside and _MAGIC.match(line):
            indent = line[: len(line) - len(line.lstrip())]
            line = f"{indent}pass  # {line.lstrip()}" if indent else f"# {line}"
        else:
            code = line.partition("#")[0]
            depth += sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
            quotes += code.count('"""') + code.count("'''")
        before = line
        yield line
