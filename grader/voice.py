"""How `grade` speaks: the common voice, and the grader's own screens."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import basis.voice
from grader.texts import Texts

if TYPE_CHECKING:  # they import rich, which neither --help nor --json needs
    from grader.report import Report
    from grader.screens import Screens


class Voice(basis.voice.Voice):
    """One run's way of speaking.

    Args:
        lang: "ko" or "en".
        as_json: standard output is for a program, and holds one JSON document.
    """

    def __init__(self, lang: str, as_json: bool = False) -> None:
        super().__init__(Texts(lang), as_json)
        self.texts: Texts

    @cached_property
    def screens(self) -> Screens:
        """Lays out lists and hints."""
        from grader.screens import Screens

        return Screens(self.texts, self.out.width)

    @cached_property
    def report(self) -> Report:
        """Lays out verdicts."""
        from grader.report import Report

        return Report(self.texts, self.out.width)

    def show_statement(self, path: Path) -> None:
        """Print a task, which is Markdown."""
        from grader.statement import Statement

        self.out.print(Statement(path.read_text(encoding="utf-8")), width=min(self.out.width, 80))

    def show_source(self, path: Path) -> None:
        """Print a Python file of ours; elsewhere than on a terminal exactly as it is."""
        source = path.read_text(encoding="utf-8")
        if not self.out.is_terminal:
            print(source, end="")
            return
        from rich.syntax import Syntax

        self.print(Syntax(source, "python", theme="ansi_dark").highlight(source))
