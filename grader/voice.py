"""How a command speaks: its language, JSON or words, and the two streams."""

from __future__ import annotations

import codecs
import io
import json
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError
from grader.texts import Texts

# rich takes long to import, and neither --help nor --json needs it.
if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from grader.report import Report
    from grader.screens import Screens


#: What stands for our marks where a stream cannot encode them.
_PLAIN = {"✓": "+", "✗": "x", "·": "-", "–": "-", "…": "...", "√": "sqrt ", "×": "x"}


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unfit = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in unfit), error.end


codecs.register_error("gongbu", _plainly)


def tame_streams() -> None:
    """Let the standard streams replace what their encoding does not have, rather than raise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="gongbu")


class Voice:
    """One run's way of speaking.

    Args:
        lang: "ko" or "en".
        as_json: standard output is for a program, and holds one JSON document.
    """

    def __init__(self, lang: str, as_json: bool = False) -> None:
        self.texts = Texts(lang)
        self.as_json = as_json

    @cached_property
    def out(self) -> Console:
        """Standard output."""
        return _console(stderr=False)

    @cached_property
    def screens(self) -> Screens:
        """Lays out lists, hints and errors."""
        from grader.screens import Screens

        return Screens(self.texts, self.out.width)

    @cached_property
    def report(self) -> Report:
        """Lays out verdicts."""
        from grader.report import Report

        return Report(self.texts, self.out.width)

    def print(self, *parts: RenderableType) -> None:
        """Print on standard output; what is laid out already is not wrapped again."""
        for part in parts:
            self.out.print(part, soft_wrap=True)

    def say(self, key: str, style: str = "", /, **fields: object) -> None:
        """Print a text of the catalogue."""
        self.print(self.screens.say(key, style, **fields))

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

    def warn(self, error: GraderError) -> None:
        """Say on standard error what went wrong."""
        _console(stderr=True).print(self.screens.error(error), soft_wrap=True)

    def document(self, form: Mapping[str, Any]) -> None:
        """Print a JSON document on standard output."""
        utf8 = codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"
        print(json.dumps(form, ensure_ascii=not utf8), flush=True)

    def fail(self, error: GraderError, advice: str = "") -> int:
        """Say that the command as a whole failed.

        Args:
            error: why.
            advice: key of a text that helps people on.

        Returns:
            its exit code.
        """
        if self.as_json:
            from grader.jsonform import error_form

            self.document(error_form(error))
        else:
            self.warn(error)
            if advice:
                self.warn(GraderError(advice))
        return error.exit_code


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    # Foreign text is never markup, and numbers in it need no colours of their own.
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)
