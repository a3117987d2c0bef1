"""Where the faults of questions stand: their banks are read again, if there is a fault at all."""

from __future__ import annotations

from pathlib import Path

from basis.yamltree import Tree, YamlFault, load, read
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
        tree = self._tree(question.path)
        for index, form in enumerate(tree.data or ()):
            if name_of(form) == question.id:
                return place(problem, tree, index, question.path)
        # The bank was changed while it was checked.
        return Finding(question.path, question.line, 1, problem.rule, problem.fields, question.id)

    def _tree(self, path: str) -> Tree:
        if path not in self._trees:
            try:
                self._trees[path] = read(self._folder / path)
            except YamlFault:
                self._trees[path] = load("", Path(path))
        return self._trees[path]
