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

from basis.errors import FileError, GongbuError


class GraderError(GongbuError):
    """Base of all errors that the grader raises on purpose."""

    package = "grader"


class UsageError(GraderError):
    """The command asked for something that does not exist or does not fit together."""

    exit_code = 2


class ContentError(GraderError, FileError):
    """A file of an exercise is wrong; its author must mend it."""


class SubmissionError(GraderError):
    """A learner's file cannot be taken as a submission at all (missing, a folder, not text)."""

    exit_code = 2


class IsolationError(GraderError):
    """The sandbox cannot be built, or only at a lower level than the one required."""


class SandboxError(GraderError):
    """A process of ours failed: the zygote died, or would not start."""


class HistoryError(GraderError):
    """The log of verdicts cannot be written or read. A verdict never depends on it."""
