"""The screen of `quiz items`: questions to look at first, then all others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, shorten, visible
from quiz.items.responses import Class
from quiz.items.statistics import Item, Use
from quiz.items.suspicion import Suspected
from quiz.progress.boards import Board, joined

_NAME = 30  # cells of a question's name beside its numbers, at least
_COLUMN = 6  # cells of a column of numbers, at least
_INDENT = 4
_REMARKS = 3  # of a question are shown; all are in --json


class ItemsBoard(Board):
    """Item statistics in one language and width."""

    def screen(self, answers: Class, found: Sequence[Suspected], floor: int) -> Line:
        """All questions.

        Args:
            answers: what the class answered.
            found: those to look at first come first.
            floor: learners below whom there is no discrimination.
        """
        if not found:
            return joined(self._wrapped(self._texts("items_none")))
        looked, others = _parted(found)
        lines = self._wrapped(
            self._texts(
                "items_head",
                learners=len({each.learner for each in answers.responses}),
                answers=len(answers.responses),
                questions=len(found),
            ),
            "bold",
        )
        for key, questions in (("items_look", looked), ("items_others", others)):
            if questions:
                lines += [Line(), *self._wrapped(self._texts(key, count=len(questions)), "bold")]
                lines += self._items(questions, floor)
        return joined(
            [*lines, Line(), *self._wrapped(self._texts("items_legend", floor=floor), "dim")]
        )

    def _items(self, found: Sequence[Suspected], floor: int) -> Iterator[Line]:
        heads = [self._texts(f"items_{key}") for key in ("n", "right", "tells", "time", "doubts")]
        rows = [self._numbers(each.item, floor) for each in found]
        columns = [
            max(_COLUMN, *(cell_len(cell) + 2 for cell in column))
            for column in zip(heads, *rows, strict=True)
        ]
        room = self._width - 2 - sum(columns)
        stacked = room < _NAME
        name = room if not stacked else self._width - 2 - sum(columns)
        what = (
            pad(shorten(self._texts("items_question"), name), name) if not stacked else " " * name
        )
        yield Line(f"  {what}{_right(heads, columns)}", "dim")
        for each, numbers in zip(found, rows, strict=True):
            said = _right(numbers, columns)
            id = visible(each.item.question)
            if stacked:
                yield Line(f"  {shorten(id, self._width - 2)}")
                yield Line(f"  {' ' * name}{said}")
            else:
                yield Line(f"  {pad(shorten(id, name - 1), name)}{said}")
            yield from self._said(each)

    def _numbers(self, item: Item, floor: int) -> list[str]:
        tells = item.discrimination
        return [
            str(item.learners),
            f"{100 * item.facility:.0f} %",
            self._texts("items_few") if tells is None else f"{tells:+.2f}",
            "" if item.seconds is None else self._texts("items_seconds", seconds=item.seconds),
            str(item.unclear + item.contested or ""),
        ]

    def _said(self, each: Suspected) -> Iterator[Line]:
        """What is suspected, what was taken instead, and what learners say."""
        for suspicion in each.suspicions:
            said = self._texts(f"items_{suspicion.rule}", **suspicion.fields)
            yield from self._indented(said, "yellow")
        if each.suspicions and (uses := each.item.uses):
            said = " · ".join(f"{visible(use.name)} {_share(use)}" for use in uses[:8])
            yield from self._indented(self._texts("items_taken", uses=said), "dim")
        for remark in each.item.remarks[:_REMARKS]:
            yield from self._indented(self._texts("items_remark", remark=visible(remark)), "dim")

    def _indented(self, text: str, style: str) -> Iterator[Line]:
        inner = type(self)(self._texts, self._width - _INDENT, self._plain)
        for line in inner._wrapped(text, style):
            yield Line(" " * _INDENT).append_text(line)


def _parted(found: Sequence[Suspected]) -> tuple[list[Suspected], list[Suspected]]:
    looked = [each for each in found if each.suspicions]
    return looked, [each for each in found if not each.suspicions]


def _share(use: Use) -> str:
    return f"{100 * use.share:.0f} %"


def _right(cells: Sequence[str], columns: Sequence[int]) -> str:
    return "".join(pad_left(cell, column) for cell, column in zip(cells, columns, strict=True))
