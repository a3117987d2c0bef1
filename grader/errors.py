"""Errors of the grader, as one tree. They carry fields; texts live in grader/messages.

    GraderError                 base
      UsageError                the command was given something impossible (exit code 2)
      ContentError              an author must fix a file: path, line, column, rule (exit code 2)
      SubmissionError           the learner's file is no submission: path, reason (exit code 2)
      IsolationError            the sandbox cannot be built, or not as required (exit code 3)
      SandboxError              our own processes failed (exit code 3)
      HistoryError              the log of verdicts cannot be kept or read (the verdict stands)

How a learner's code ends is not an error of ours but an outcome: see grader/ending.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


class GraderError(Exception):
    """Base of all errors that the grader raises on purpose.

    Attributes:
        key: name of the text in grader/messages.
        fields: what the text needs.
    """

    exit_code = 3

    def __init__(self, key: str, /, **fields: Any) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields


class UsageError(GraderError):
    """The command asked for something that does not exist or does not fit together."""

    exit_code = 2


class ContentError(GraderError):
    """A file of an exercise is wrong; its author must mend it."""

    exit_code = 2

    def __init__(
        self, key: str, path: Path, line: int = 1, column: int = 1, /, **fields: Any
    ) -> None:
        super().__init__(key, path=str(path), line=line, column=column, **fields)


class SubmissionError(GraderError):
    """A learner's file cannot be taken as a submission at all (missing, a folder, not text)."""

    exit_code = 2


class IsolationError(GraderError):
    """The sandbox cannot be built, or only at a lower level than the one required."""


class SandboxError(GraderError):
    """A process of ours failed: the zygote died, or would not start."""


class HistoryError(GraderError):
    """The log of verdicts cannot be written or read. A verdict never depends on it."""
