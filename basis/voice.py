"""How a command speaks: its language, JSON or words, and the two streams."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from basis.errors import GongbuError
from basis.texts import Texts

# rich takes long to import, and neither --help nor --json needs it.
if TYPE_CHECKING:
    from rich.console import Console, RenderableType


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
    """One run's way of speaking. An engine adds its own screens in a subclass.

    Args:
        texts: the texts of the program, in the language of the run.
        as_json: standard output is for a program, and holds one JSON document.
    """

    def __init__(self, texts: Texts, as_json: bool = False) -> None:
        self.texts = texts
        self.as_json = as_json

    @cached_property
    def out(self) -> Console:
        """Standard output."""
        return _console(stderr=False)

    @property
    def width(self) -> int:
        """Cells of a line of a screen."""
        from basis.layout import WIDTH

        return max(40, min(self.out.width, WIDTH))

    def print(self, *parts: RenderableType) -> None:
        """Print on standard output; what is laid out already is not wrapped again."""
        for part in parts:
            self.out.print(part, soft_wrap=True)

    def say(self, key: str, style: str = "", /, **fields: object) -> None:
        """Print a text of the catalogue as a paragraph.

        Args:
            key: name of the text.
            style: of rich, such as "dim".
            fields: what the text needs.
        """
        from rich.text import Text as Line

        from basis.layout import visible, wrap

        lines = wrap(visible(self.texts(key, **fields)), self.width)
        self.print(Line("\n".join(lines), style))

    def warn(self, error: GongbuError) -> None:
        """Say on standard error what went wrong; a faulty file's line begins with its place."""
        from rich.text import Text as Line

        from basis.layout import visible, wrap_whole

        text = self._texts_of(error).fill(error.key, error.fields)
        line = f"{error.place}: {text}" if error.place else text
        err, line = _console(stderr=True), visible(line)
        if err.is_terminal:
            paths = [value for each in error.fields.values() if os.sep in (value := str(each))]
            line = "\n".join(wrap_whole(line, err.width, paths))
        err.print(Line(line), soft_wrap=True)

    def _texts_of(self, error: GongbuError) -> Texts:
        own = error.package == self.texts.package
        return self.texts if own else Texts(self.texts.lang, error.package)

    def document(self, form: Mapping[str, Any]) -> None:
        """Print a JSON document on standard output."""
        utf8 = codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"
        print(json.dumps(form, ensure_ascii=not utf8), flush=True)

    def fail(self, error: GongbuError, advice: GongbuError | None = None) -> int:
        """Say that the command as a whole failed.

        Args:
            error: why.
            advice: what helps people on; for people only.

        Returns:
            its exit code.
        """
        if self.as_json:
            from basis.jsonform import failure_form

            self.document(failure_form(error))
        else:
            self.warn(error)
            if advice is not None:
                self.warn(advice)
        return error.exit_code


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    # Foreign text is never markup, and numbers in it need no colours of their own.
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)
