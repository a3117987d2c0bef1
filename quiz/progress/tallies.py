"""Tables of how concepts stand by area or topic, with a bar beside each row. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, shorten
from basis.texts import Texts
from quiz.progress.overview import Tally

#: How concepts stand, in the order of the columns: each with its shade and its colour. The shades
#: alone tell them apart.
SHADES = {
    "known": ("█", "green"),
    "fading": ("▒", "cyan"),
    "weak": ("░", "yellow"),
    "new": ("·", "dim"),
}

_COLUMN = 5  # cells of a column of numbers, at least
_NAME = 24  # cells of a name beside its numbers, at least
_BAR = 20  # cells of a bar, at most
_SHORT = 8  # a shorter bar says nothing
_LONG = 12  # rows above which the top may scroll away, so that the heads stand below them, too


@dataclass(frozen=True)
class _Grid:
    """Where things stand in a row.

    Attributes:
        width: cells of a line.
        columns: cells of each column of numbers.
        room: cells before them, behind the margin.
        bar: cells of the bar, 0 without one.
        stacked: whether the name stands above its numbers, and the bar before them.
    """

    width: int
    columns: Sequence[int]
    room: int
    bar: int
    stacked: bool

    @classmethod
    def of(cls, width: int, columns: Sequence[int], widest: int, bars: bool) -> _Grid:
        """What fits.

        Args:
            width: cells of a line.
            columns: cells of each column of numbers.
            widest: cells of the longest name.
            bars: whether bars are wanted.
        """
        room = width - 2 - sum(columns)
        stacked = room < _NAME
        bar = room - 2 if stacked else min(_BAR, room - _NAME - 2)
        bar = bar if bars and bar >= _SHORT else 0
        if not stacked:
            room = min(room - (bar + 2 if bar else 0), max(widest + 2, _NAME + _COLUMN))
        return cls(width, columns, room, bar, stacked)

    def row(self, name: str, numbers: Iterable[object], bar: Line) -> Iterator[Line]:
        """A name with its numbers."""
        cells = zip(numbers, self.columns, strict=True)
        right = "".join(pad_left(str(number), wide) for number, wide in cells)
        if self.stacked:
            yield Line(f"  {shorten(name, self.width - 2)}")
            yield Line.assemble("  ", bar, " " * (self.room - self.bar), right)
        else:
            left = f"  {pad(shorten(name, self.room - 1), self.room)}{right}"
            yield Line.assemble(left, "  ", bar) if bar else Line(left)


def table(
    texts: Texts,
    width: int,
    what: str,
    rows: Sequence[Tally],
    bars: bool = False,
    ids: bool = False,
) -> Iterator[Line]:
    """One row for each area or topic; on a narrow screen two.

    Args:
        texts: the language.
        width: cells of a line.
        what: the rows are.
        rows: areas or topics.
        bars: whether a bar stands beside the numbers, where there is room for one.
        ids: whether ids and the number of questions are shown, too.
    """
    heads = [texts(f"board_{key}") for key in (*SHADES, *(["count"] if ids else []))]
    columns = [max(_COLUMN, cell_len(head) + 2) for head in heads]
    names = [texts.pick(row.title) for row in rows]
    grid = _Grid.of(width, columns, max(map(cell_len, [what, *names])), bars)
    legend = f"{heads[0]} {''.join(shade for shade, _ in SHADES.values())} {heads[len(SHADES) - 1]}"
    fits = not grid.stacked and cell_len(legend) <= grid.bar
    *_, head = grid.row(what, heads, Line(legend if fits else ""))
    head.stylize("dim")
    yield head.copy()
    for name, row in zip(names, rows, strict=True):
        counts = [getattr(row, key) for key in SHADES]
        bar = bar_of(counts, grid.bar) if grid.bar else Line()
        yield from grid.row(name, [*counts, row.questions] if ids else counts, bar)
        if ids:
            yield Line(f"    {row.id}", "dim")
    if len(rows) > _LONG:
        yield head


def bar_of(counts: Sequence[int], cells: int) -> Line:
    """Known, fading, weak and new as parts of one bar; whatever is not nothing is seen.

    Args:
        counts: of each, not all 0.
        cells: of the whole, enough for one of each.
    """
    parts = [max(count > 0, cells * count // sum(counts)) for count in counts]
    parts[counts.index(max(counts))] += cells - sum(parts)
    shades = zip(parts, SHADES.values(), strict=True)
    return Line.assemble(*((shade * part, style) for part, (shade, style) in shades))
