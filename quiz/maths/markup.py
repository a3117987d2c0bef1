r"""A text of a bank, taken apart: paragraphs, formulas, code, emphasis.

`$...$` is maths, `$$...$$` maths on lines of its own, text in backquotes is code, `**...**` bold;
`\$` is a dollar, a blank line ends a paragraph, and lines between lines of three backquotes are a
listing. What has no partner is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Sort(Enum):
    """What a piece of a text is."""

    PROSE = auto()
    MATHS = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Span:
    r"""A piece of a paragraph; dollars, backquotes and asterisks around it are gone.

    Attributes:
        text: of prose with `\$` already read.
    """

    sort: Sort
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that are filled into lines."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on lines of its own, with the punctuation that follows it."""

    tex: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of code, shown as they are."""

    lines: tuple[str, ...]


Part = Paragraph | Display | Listing

_LISTING = re.compile(
    r"^[ \t]*```[^\n`]*\n(.*?)(?:\n[ \t]*```[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_DISPLAY = re.compile(r"(?<!\\)\$\$(.+?)(?<!\\)\$\$[ \t]*([.,;:]?)(?=\s|$)", re.DOTALL)
_STRAY = re.compile(r"\$|\{\{|\\[A-Za-z]+|[\^_]\{")
_SPAN = re.compile(
    r"(?P<escaped>\\\$)"
    r"|`(?P<code>[^`\n]+)`"
    r"|\$\$(?P<display>.+?)(?<!\\)\$\$"
    r"|\$(?P<maths>(?:\\.|[^$\\])+)\$"
    r"|\*\*(?P<bold>(?=\S).+?(?<=\S))\*\*",
    re.DOTALL,
)


def parts(text: str) -> Iterator[Part]:
    """The paragraphs, display formulas and listings of a text."""
    end = 0
    for match in _LISTING.finditer(text):
        yield from _prose(text[end : match.start()])
        yield Listing(tuple(match[1].expandtabs(4).split("\n")))
        end = match.end()
    yield from _prose(text[end:])


def formulas(text: str) -> list[str]:
    """All formulas of a text, without their dollars."""
    found: list[str] = []
    for part in parts(text):
        if isinstance(part, Display):
            found.append(part.tex)
        elif isinstance(part, Paragraph):
            found.extend(span.text for span in part.spans if span.sort is Sort.MATHS)
    return found


def stray(text: str) -> str:
    r"""The first mark in the prose of a text that should not be left there, "" if there is none.

    A dollar without its partner ($x = 1 without an end, written \$ if it is money), TeX without
    dollars (\theta, x_{i}), and `{{`, which other template languages write for `<< >>`.
    """
    for part in parts(text):
        if isinstance(part, Paragraph):
            for span in part.spans:
                if (
                    span.sort is Sort.PROSE
                    and span.text != "$"
                    and (found := _STRAY.search(span.text))
                ):
                    return found[0]
    return ""


def _prose(text: str) -> Iterator[Part]:
    for paragraph in re.split(r"\n[ \t]*\n", text):
        end = 0
        for match in _DISPLAY.finditer(paragraph):
            yield from _paragraph(paragraph[end : match.start()])
            yield Display(match[1].strip(), match[2])
            end = match.end()
        yield from _paragraph(paragraph[end:])


def _paragraph(text: str) -> Iterator[Paragraph]:
    if text.strip():
        yield Paragraph(tuple(_spans(text, bold=False)))


def _spans(text: str, bold: bool) -> Iterator[Span]:
    end = 0
    for match in _SPAN.finditer(text):
        if match.start() > end:
            yield Span(Sort.PROSE, text[end : match.start()], bold)
        end = match.end()
        if match["escaped"]:
            yield Span(Sort.PROSE, "$", bold)
        elif match["code"]:
            yield Span(Sort.CODE, match["code"], bold)
        elif match["bold"]:
            yield from _spans(match["bold"], bold=True)
        else:
            yield Span(Sort.MATHS, (match["display"] or match["maths"]).strip(), bold)
    if end < len(text):
        yield Span(Sort.PROSE, text[end:], bold)
