"""Errors of the quiz, as one tree. They carry fields; texts live in quiz/messages.

    QuizError                   base
      UsageError                the command was given something impossible (exit code 2)
      ContentError              a bank, the syllabus or the errata cannot be used (exit code 2)
      VariantError              a question has no variant for this seed: its author must mend it (2)
      FormulaError              a text is no formula of the closed language: column, suggestions
      MathsError                TeX that cannot be drawn: an unknown command, an open brace (2)
      UnreadableError           a learner's answer cannot be read; it costs nothing
      LogError                  the review log cannot be kept or read (exit code 3)

A wrong answer is no error but a `Mark` (quiz/mark.py). What is wrong in a bank is collected as
`Finding`s (quiz/finding.py), all at once, not raised one by one.
"""

from __future__ import annotations

from typing import ClassVar

from basis.errors import FileError, GongbuError
from quiz.finding import Problem


class QuizError(GongbuError):
    """Base of all errors that the quiz raises on purpose."""

    package: ClassVar[str] = "quiz"


class UsageError(QuizError):
    """The command asked for something that does not exist or does not fit together."""

    exit_code = 2


class ContentError(FileError, QuizError):
    """A file of the course cannot be used at all; it says where."""


class VariantError(QuizError):
    """A question cannot be drawn with a seed: constraints never hold, a value is not finite ...

    Args:
        rule: short name of the rule that is broken; the error's text is that of the rule.
        at: keys that lead from the question to the fault.
        fields: what the text needs.

    Attributes:
        problem: the same as `quiz check` reports it.
    """

    exit_code = 2

    def __init__(self, rule: str, /, at: tuple[str | int, ...] = (), **fields: object) -> None:
        super().__init__("finding_" + rule.replace("-", "_"), **fields)
        self.problem = Problem(rule, at, fields)


class FormulaError(QuizError):
    """A text that is no formula of the closed language.

    Attributes:
        column: where, counted from 1 in the text as it was typed.
        suggestions: what may have been meant, each a text that can be typed instead.
    """

    def __init__(
        self, key: str, /, column: int = 1, suggestions: tuple[str, ...] = (), **fields: object
    ) -> None:
        super().__init__(key, column=column, suggestions=list(suggestions), **fields)
        self.column = column
        self.suggestions = suggestions


class MathsError(QuizError):
    """TeX that we do not know how to draw; whoever shows it shows the TeX itself.

    Args:
        rule: short name of what is wrong; the error's text is that of the rule.
        tex: the whole formula.
        command: the command, character or environment at fault; "" where it is none of them.
        fields: what else the text needs.

    Attributes:
        problem: the same as `quiz check` reports it.
    """

    exit_code = 2

    def __init__(self, rule: str, /, tex: str, command: str = "", **fields: object) -> None:
        fields |= {"tex": tex, "command": command}
        super().__init__("finding_" + rule.replace("-", "_"), **fields)
        self.tex = tex
        self.command = command
        self.problem = Problem(rule, (), fields)


class UnreadableError(QuizError):
    """A learner's answer that cannot be read as an answer to its question. It costs nothing."""


class LogError(QuizError):
    """The review log cannot be written or read."""
