"""A task, written in Markdown, as it reads best in a terminal."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown
from rich.padding import Padding
from rich.text import Text


class _Heading(Heading):
    """A heading on the left: rich would centre it, and frame the first."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.text.plain, "bold underline" if self.tag == "h1" else "bold")


class _Code(CodeBlock):
    """Code as it stands, indented; no background that another terminal's colours would fight."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = Text(str(self.text).rstrip())
        widest = max(line.cell_len for line in code.split())
        indent = max(0, min(4, options.max_width - widest))
        yield Padding(code, (0, 0, 0, indent))


class Statement(Markdown):
    """A statement as a renderable.

    Args:
        markup: its Markdown.
    """

    elements = Markdown.elements | {
        "heading_open": _Heading,
        "fence": _Code,
        "code_block": _Code,
    }
