"""Boards: screens about how far a learner is. What they share, and the list of topics. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, wrap
from basis.texts import Texts
from quiz.progress.overview import Tally
from quiz.progress.tallies import table


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

    def _apart(self, left: str, right: str, style: str = "") -> Iterator[Line]:
        """One text at the left end of a line, another at the right end or below it."""
        room = self._width - cell_len(left)
        if cell_len(right) < room:
            yield Line.assemble((left, style), (pad_left(right, room), "dim"))
        else:
            yield from self._wrapped(left, style)
            yield from self._wrapped(right, "dim")

    def _table(
        self, what: str, rows: Sequence[Tally], bars: bool = False, ids: bool = False
    ) -> Iterator[Line]:
        """How concepts stand; see `quiz.progress.tallies.table`."""
        bars = bars and not self._plain
        return table(self._texts, self._width, self._texts(what), rows, bars, ids)

    def _wrapped(self, text: str, style: str = "") -> list[Line]:
        return [Line(line, style) for line in wrap(text, self._width)]

    def _labelled(self, label: str, text: str, column: int, style: str = "") -> Iterator[Line]:
        """A paragraph behind a label that stands in a column."""
        first, *others = wrap(text, self._width - column)
        yield Line.assemble((pad(label, column), style), first)
        yield from (Line(" " * column + line) for line in others)

    def _commands(self, commands: Sequence[tuple[str, str]]) -> Iterator[Line]:
        """What can be typed next, two in a line where there is room."""
        column, half = max(len(command) for command, _ in commands) + 4, self._width // 2
        if any(column + cell_len(says) > half for _, says in commands):
            for command, says in commands:
                yield from self._labelled(f"  {command}", says, column, "bold")
            return
        for start in range(0, len(commands), 2):
            line = Line()
            for place, (command, says) in enumerate(commands[start : start + 2]):
                line.append(" " * (place * half - cell_len(line.plain)))
                line.append(pad(f"  {command}", column), "bold").append(says)
            yield line


def joined(lines: Sequence[Line]) -> Line:
    """Lines as one text."""
    for line in lines:
        line.rstrip()
    return Line("\n").join(lines)
