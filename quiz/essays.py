r"""Essays are answers of several lines. A pipe has one line for each: \n stands for a new one."""

from __future__ import annotations

from quiz.events import Turn


def is_essay(turn: Turn | None) -> bool:
    """Whether an answer to a question has several lines; no question, no answer."""
    return turn is not None and turn.question.kind == "essay"


def unfolded(line: str) -> str:
    r"""The lines that one line of a pipe stands for."""
    return line.replace("\\n", "\n")
