"""The console scripts `quiz` and `grade`. Each loads its own commands, and no other engine."""

from __future__ import annotations


def quiz() -> None:
    """Ask questions (commands/asking.py)."""
    from commands.asking import quiz

    quiz()


def grade() -> None:
    """Judge a learner's work on the exercises (commands/grading.py)."""
    from commands.grading import grade

    grade()


if __name__ == "__main__":
    grade()
