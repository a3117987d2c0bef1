"""How a mock exam went: the whole, area by area, question by question. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.events import Marked
from quiz.exam.exam import Exam
from quiz.exam.outcome import End, Result
from quiz.exam.paper import Item
from quiz.exam.progress import Progress


@dataclass(frozen=True)
class Row:
    """A question of the paper.

    Attributes:
        place: from 1.
        fate: what became of it (`quiz.exam.outcome.Fate`).
        score: 0 to 1; None where it does not count.
        typed, late: the answer as it was typed, and one that came too late.
        marked: its mark and solution; None where the question is not what it was.
    """

    place: int
    item: Item
    fate: str
    score: float | None
    flagged: bool
    typed: str
    late: str
    marked: Marked | None

    @property
    def points(self) -> float:
        """What was earned."""
        return self.item.points * (self.score or 0.0)

    @property
    def lost(self) -> bool:
        """Whether points were lost on it."""
        return self.score is not None and self.score < 1


@dataclass(frozen=True)
class Share:
    """An area: points earned, of those to be had for what counts."""

    area: str
    points: float
    of: float


@dataclass(frozen=True)
class Report:
    """An exam that is over.

    Attributes:
        kept: whether the log has all of it.
    """

    exam: Exam
    end: End
    rows: tuple[Row, ...]
    kept: bool = True

    @classmethod
    def of(cls, progress: Progress, results: Sequence[Result], kept: bool = True) -> Report:
        """The report of an exam that has an end.

        Args:
            progress: with its end, from which all numbers are taken.
            results: the marks as they are given now, for what is said about each answer.
            kept: whether the log has all of it.

        Raises:
            ValueError: if the end makes no sense.
        """
        exam, items = progress.exam, progress.exam.paper.items
        end = End.read(progress.end, len(items))
        rows = tuple(
            Row(
                place=place + 1,
                item=item,
                fate=end.fates[place],
                score=end.scores[place],
                flagged=place in progress.flags,
                typed=progress.answers[place].typed if place in progress.answers else "",
                late=progress.late[place].typed if place in progress.late else "",
                marked=result.marked,
            )
            for place, (item, result) in enumerate(zip(items, results, strict=True))
        )
        return cls(exam, end, rows, kept)

    @property
    def lost(self) -> tuple[Row, ...]:
        """The questions on which points were lost."""
        return tuple(row for row in self.rows if row.lost)

    @property
    def areas(self) -> tuple[Share, ...]:
        """The areas of what counts, in the order of the paper."""
        counted = [row for row in self.rows if row.score is not None]
        return tuple(
            Share(
                area,
                sum(row.points for row in counted if row.item.area == area),
                sum(row.item.points for row in counted if row.item.area == area),
            )
            for area in dict.fromkeys(row.item.area for row in counted)
        )

    def numbers(self, fate: str) -> list[int]:
        """The places of the questions with a fate."""
        return [row.place for row in self.rows if row.fate == fate]
