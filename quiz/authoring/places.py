"""Where the faults of questions stand: their banks are read again, if there is a fault at all."""

from __future__ import annotations

from pathlib import Path

from basis.yamltree import Tree, read
from quiz.bank.placing import name_of, place
from quiz.finding import Finding, Problem
from quiz.question import Question


class Places:
    """Finds the lines of faults in the banks of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trees: dict[str, Tree] = {}

    def finding(self, question: Question, problem: Problem) -> Finding:
        """The fault of a question with its line and column."""
        if question.path not in self._trees:
            self._trees[question.path] = read(self._folder / question.path)
        tree = self._trees[question.path]
        index = [name_of(form) for form in tree.data].index(question.id)
        return place(problem, tree, index, question.path)
