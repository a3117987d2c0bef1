"""Running a snippet of a question. The face hands in how; the quiz knows no sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from basis.texts import Message, Text


@dataclass(frozen=True)
class RunResult:
    """What came of a program.

    Attributes:
        printed: all that it wrote to standard output.
        failure: why it did not end well: the exception as Python says it, or a text of ours; "" if
            it did.
        broken: whether that is no fault of the program: it could not be run, or not to its end.
    """

    printed: str
    failure: str | Text | Message = ""
    broken: bool = False


#: Runs the source of a program somewhere safe.
Runner = Callable[[str], RunResult]
