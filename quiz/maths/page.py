r"""A text of a bank on a screen: paragraphs filled into lines, formulas drawn in them.

lay_out("The rate is $\\frac{a}{b}$ per day.", 80)      ->  ["            a",
                                                             "The rate is ─ per day.",
                                                             "            b"]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import chop_cells

from basis.layout import pad, visible, wrap
from quiz.errors import MathsError
from quiz.maths.block import Block, beside, line
from quiz.maths.formula import linear, render, render_inline, written
from quiz.maths.markup import Display, Listing, Paragraph, Part, Sort, Span, parts

if TYPE_CHECKING:
    from rich.text import Text

#: Columns that a formula, or a listing, on lines of its own is indented by.
INDENT = 4
_NARROWEST = 20

#: Styles of rich; nothing is told by colour alone: code also keeps its backquotes.
BOLD = "bold"
CODE = "cyan"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Something on a line: a picture, and the style of its text."""

    block: Block
    style: str = ""


#: What may not be torn apart: "`x`는" is one word of two chunks.
Word = list[Chunk]
#: A line of the screen: texts with their styles.
Line = list[tuple[str, str]]
#: A line, and how far it is from the baseline of what it belongs to (above it is negative).
Placed = tuple[int, Line]


def lay_out(
    text: str, width: int, plain: bool = False, indent: int = 0, lead: str = ""
) -> list[str]:
    """Lay out a text.

    Args:
        text: prose with `$maths$`, `$$display maths$$`, code in backquotes, **bold**.
        width: cells of the screen, the indentation included.
        plain: formulas in one line of plain text, for screen readers.
        indent: columns left free on the left.
        lead: stands in them before the first line, such as the number of an option.

    Returns:
        Lines without spaces at their ends. A formula that we cannot draw is shown as its TeX.
    """
    rows = _lines(text, width, plain, indent, lead)
    return ["".join(part for part, _ in row).rstrip() for row in rows]


def lay_out_rich(
    text: str, width: int, plain: bool = False, indent: int = 0, lead: str = ""
) -> list[Text]:
    """The same lines as `lay_out`, with styles for bold text and code."""
    from rich.text import Text

    rows = _lines(text, width, plain, indent, lead)
    lines = [Text.assemble(*row, no_wrap=True) for row in rows]
    for row in lines:
        row.rstrip()
    return lines


def _lines(text: str, width: int, plain: bool, indent: int, lead: str) -> Iterator[Line]:
    room = max(_NARROWEST, width - indent)
    blank, margin = " " * indent, pad(lead, indent)
    first = True
    for part in parts(visible(text)):
        if not first:
            yield []
        first = False
        for offset, row in _part(part, room, plain):
            yield [(blank if offset else margin, ""), *row]
            margin = margin if offset else blank


def _part(part: Part, width: int, plain: bool) -> Iterator[Placed]:
    match part:
        case Paragraph(spans=spans):
            yield from _filled(list(_words(spans, width, plain)), width)
        case Display(tex=tex, after=after):
            baseline, rows = _display(tex, after, width - INDENT, plain)
            for at, text in enumerate(rows):
                yield at - baseline, [(" " * INDENT + text, "")]
        case Listing(lines=lines):
            for at, text in enumerate(lines):
                yield at, [(" " * INDENT + text, CODE)]


def _display(tex: str, after: str, width: int, plain: bool) -> tuple[int, Sequence[str]]:
    """The lines of a formula, and which of them is its baseline."""
    try:
        if plain:
            return 0, written(linear(tex) + after, width)
        block = render(tex, width - len(after))
    except MathsError:
        return 0, wrap(f"$${tex}$${after}", width)
    block = beside([block, line(after)]) if after else block
    return block.baseline, block.lines


# --- Paragraphs -----------------------------------------------------------------------------


def _words(spans: tuple[Span, ...], width: int, plain: bool) -> Iterator[Word]:
    """What stands between spaces; a particle stays at the formula before it."""
    word: Word = []
    for span in spans:
        for at, chunks in enumerate(_chunks(span, width, plain)):
            if at and word:
                yield from _fitting(word, width)
                word = []
            word = word + chunks
    yield from _fitting(word, width)


def _fitting(word: Word, width: int) -> Iterator[Word]:
    """A word, or where it is wider than a line the parts that are not."""
    part: Word = []
    for chunk in word:
        if part and _width(part) + chunk.block.width > width:
            yield part
            part = []
        part = [*part, chunk]
    if part:
        yield part


def _width(chunks: Sequence[Chunk]) -> int:
    return sum(chunk.block.width for chunk in chunks)


def _chunks(span: Span, width: int, plain: bool) -> Iterator[Word]:
    """The words of a span; the first continues what came before, [] parts from it."""
    style = BOLD if span.bold else ""
    if span.sort is Sort.CODE:
        code = line(f"`{span.text}`")
        return (
            iter([[Chunk(code, CODE)]])
            if 2 * code.width <= width
            else _texts(code.lines[0], width, CODE)
        )
    if span.sort is Sort.PROSE:
        return _texts(span.text, width, style)
    try:
        if plain:
            return _texts(linear(span.text), width, style)
        return ([Chunk(block)] for block in render_inline(span.text, width))
    except MathsError:
        return _texts(f"${span.text}$", width, style)


def _texts(text: str, width: int, style: str) -> Iterator[Word]:
    words = text.split() or [""]
    if text[:1].isspace():
        words.insert(0, "")
    if text[-1:].isspace() and words[-1]:
        words.append("")
    for word in words:
        first, *rest = chop_cells(word, width) or [""]
        yield [Chunk(line(first), style)] if first else []
        for piece in rest:
            yield [Chunk(line(piece), style)]


def _filled(words: list[Word], width: int) -> Iterator[Placed]:
    """Fill words into lines; a blank line keeps what hangs below one from what rises above."""
    row: list[Chunk] = []
    used = 0
    down = 0
    for word in [*words, None]:
        cells = _width(word or [])
        if word is None or (row and used + 1 + cells > width):
            if down and _up(row):
                yield 1, []
            yield from _composed(row)
            down = max((chunk.block.down for chunk in row), default=0)
            row, used = [], 0
        if word:
            if row:
                row.append(Chunk(line(" ")))
                used += 1
            row.extend(word)
            used += cells


def _up(row: list[Chunk]) -> int:
    return max((chunk.block.up for chunk in row), default=0)


def _composed(row: list[Chunk]) -> Iterator[Placed]:
    """The lines of chunks side by side on one baseline."""
    up = _up(row)
    down = max((chunk.block.down for chunk in row), default=0)
    for offset in range(-up, down + 1):
        yield offset, [(chunk.block.row(offset), "" if offset else chunk.style) for chunk in row]
