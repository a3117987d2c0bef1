"""The root of all errors raised on purpose. They carry fields; texts live in messages/.

GongbuError                 base
  UsageError                a command was given something impossible (exit code 2)
  FileError                 a file is wrong at a place: path, line, column (exit code 2)
    YamlFault               a text is no YAML at all (basis/yamltree.py)
  grader.errors, quiz.errors      one tree for each engine
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar


class GongbuError(Exception):
    """Base of all errors that are raised on purpose.

    Attributes:
        package: the package whose catalogue has the text.
        exit_code: of a command that fails because of it.
        key: name of the text.
        fields: what the text needs.
    """

    package: ClassVar[str] = "basis"
    exit_code: ClassVar[int] = 3

    def __init__(self, key: str, /, **fields: Any) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields

    @property
    def place(self) -> str:
        """Where an author has to look, as `path:line:column`; "" if it is no file that is wrong."""
        return ""


class UsageError(GongbuError):
    """The command line cannot be read.

    Attributes:
        command: whose help says what can be typed, such as "quiz plan"; "" until that is known.
    """

    exit_code = 2
    command = ""


class FileError(GongbuError):
    """A file is wrong; its author must mend it. Line and column count from 1."""

    exit_code = 2

    def __init__(
        self, key: str, path: Path, line: int = 1, column: int = 1, /, **fields: Any
    ) -> None:
        super().__init__(key, path=str(path), line=line, column=column, **fields)

    @property
    def place(self) -> str:
        """The file, line and column."""
        return "{path}:{line}:{column}".format(**self.fields)
