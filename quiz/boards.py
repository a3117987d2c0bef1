"""Boards: screens about how far a learner is. What they share, and the list of topics. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, shorten, wrap
from basis.texts import Texts
from quiz.overview import Tally

_COLUMN = 5  # cells of a column of numbers, at least
_NAME = 24  # cells of a name beside its numbers, at least
_BAR = 20  # cells of a bar, at most
_SHORT = 8  # a shorter bar says nothing

#: How concepts stand, in the order of the columns: each with its shade and its colour. The shades
#: alone tell them apart.
SHADES = {
    "known": ("█", "green"),
    "fading": ("▒", "cyan"),
    "weak": ("░", "yellow"),
    "new": ("·", "dim"),
}


class Board:
    """Lays out boards in one language and width.

    Args:
        texts: the language.
        width: cells of a line.
        plain: nothing drawn.
    """

    def __init__(self, texts: Texts, width: int, plain: bool = False) -> None:
        self._texts = texts
        self._width = width
        self._plain = plain

    def topics(self, areas: Sequence[Tally]) -> Line:
        """All topics that have questions, area by area."""
        if not areas:
            return joined(self._wrapped(self._texts("nothing_at_all")))
        lines: list[Line] = []
        for area in areas:
            title = self._texts.pick(area.title)
            lines += [Line.assemble((title, "bold"), (f"  {area.id}", "dim"))]
            lines += [*self._table("board_topic", area.parts, ids=True), Line()]
        return joined(lines[:-1])

    # --- What boards are made of -----------------------------------------------------------------

    def _title(self, right: str) -> Iterator[Line]:
        """The name of the program, with something at the right end of the line or below it."""
        head = self._texts("board_head")
        room = self._width - cell_len(head) - 1
        if cell_len(right) <= room:
            yield Line.assemble((head, "bold"), (pad_left(right, room + 1), "dim"))
        else:
            yield Line(head, "bold")
            yield from self._wrapped(right, "dim")

    def _table(
        self, what: str, rows: Sequence[Tally], bars: bool = False, ids: bool = False
    ) -> Iterator[Line]:
        """A row for each area or topic; where that is too narrow, the name above its numbers."""
        heads = [self._texts(f"board_{key}") for key in SHADES]
        if ids:
            heads.append(self._texts("board_count"))
        columns = [max(_COLUMN, cell_len(head) + 2) for head in heads]
        room = self._width - 2 - sum(columns)
        stacked = room < _NAME
        bars = bars and not self._plain
        bar = room - 2 if stacked else min(_BAR, room - _NAME - 2)
        bar = bar if bars and bar >= _SHORT else 0
        names = {row.id: self._texts.pick(row.title) for row in rows}
        if not stacked:
            widest = max(map(cell_len, [self._texts(what), *names.values()])) + 2
            room = min(room - (bar + 2 if bar else 0), max(widest, _NAME + _COLUMN))
        yield Line(f"  {pad(self._texts(what), room)}{_right(heads, columns)}", "dim")
        for row in rows:
            counts = [getattr(row, key) for key in SHADES]
            numbers = _right(map(str, [*counts, row.questions] if ids else counts), columns)
            if stacked:
                yield Line(f"  {shorten(names[row.id], self._width - 2)}")
                drawn = bar_of(counts, bar).append(" " * (room - bar))
                yield Line.assemble("  ", drawn, numbers)
            else:
                name = pad(shorten(names[row.id], room - 1), room)
                drawn = Line.assemble("  ", bar_of(counts, bar)) if bar else Line()
                yield Line.assemble(f"  {name}{numbers}", drawn)
            if ids:
                yield Line(f"    {row.id}", "dim")

    def _wrapped(self, text: str, style: str = "") -> list[Line]:
        return [Line(line, style) for line in wrap(text, self._width)]

    def _labelled(self, label: str, text: str, column: int, style: str = "") -> Iterator[Line]:
        """A paragraph behind a label that stands in a column."""
        first, *others = wrap(text, self._width - column)
        yield Line.assemble((pad(label, column), style), first)
        yield from (Line(" " * column + line) for line in others)

    def _commands(self, commands: Sequence[tuple[str, str]]) -> Iterator[Line]:
        """What can be typed next, two in a line where there is room."""
        column = max(len(command) for command, _ in commands) + 2
        half = self._width // 2
        fits = all(2 + column + cell_len(says) <= half for _, says in commands)
        step = 2 if fits else 1
        for start in range(0, len(commands), step):
            line = Line()
            for place, (command, says) in enumerate(commands[start : start + step]):
                line.append(" " * (place * half - cell_len(line.plain)))
                line.append(pad(f"  {command}", 2 + column), "bold").append(says)
            yield line


def bar_of(counts: Sequence[int], cells: int) -> Line:
    """Known, fading, weak and new as parts of one bar; whatever is not nothing is seen.

    Args:
        counts: of each, not all 0.
        cells: of the whole.
    """
    parts = [max(count > 0, cells * count // sum(counts)) for count in counts]
    parts[counts.index(max(counts))] += cells - sum(parts)
    shades = zip(parts, SHADES.values(), strict=True)
    return Line.assemble(*((shade * part, style) for part, (shade, style) in shades))


def joined(lines: Sequence[Line]) -> Line:
    """Lines as one text."""
    for line in lines:
        line.rstrip()
    return Line("\n").join(lines)


def _right(texts: Iterable[str], columns: Sequence[int]) -> str:
    """Texts at the right of columns."""
    return "".join(pad_left(text, cells) for text, cells in zip(texts, columns, strict=True))
