"""The report of a mock exam, laid out for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, shorten, visible
from quiz.events import Marked
from quiz.exam.report import Report, Row, Share
from quiz.exam.screens import ExamScreens, clock, listed
from quiz.screens import joined

_BAR = 20  # cells of the bar of an area
_COLUMN = 8  # cells of a column of numbers, at least


class ReportScreens(ExamScreens):
    """Lays out how an exam went, in one language and width."""

    # --- The whole -------------------------------------------------------------------------------

    def report(self, report: Report) -> Line:
        """The score, area by area, and what is to be said of single questions."""
        lines = [*self._score(report), Line()]
        if report.areas:
            lines += [*self._areas(report.areas), Line()]
        for key, numbers in self._asides(report):
            lines += self._wrapped(self._texts(key, numbers=listed(numbers)))
        if report.end.of:
            lost = [row.place for row in report.lost]
            key = "exam_lost" if lost else "exam_lost_none"
            lines += self._wrapped(self._texts(key, count=len(lost), numbers=listed(lost)))
        key = "exam_again" if report.kept else "exam_again_unkept"
        again = self._texts(key, command=self._command(report))
        return joined([*lines, *self._wrapped(again, "dim")])

    def _score(self, report: Report) -> Iterator[Line]:
        end, exam = report.end, report.exam
        title = exam.paper.title
        if end.score is None:
            yield from self._wrapped(self._texts("exam_score_none", title=title), "bold")
        else:
            said = self._texts("exam_score", title=title, score=end.score)
            yield from self._wrapped(said, "bold")
            if forecast := exam.forecast:
                fields = {"low": forecast.low, "high": forecast.high, "score": end.score}
                yield from self._wrapped(self._texts("exam_forecast", **fields))
        key = "exam_sum_time" if end.how == "time" else "exam_sum"
        yield from self._wrapped(
            self._texts(
                key,
                points=round(end.points, 2),
                of=end.of,
                used=clock(end.seconds),
                time=clock(60 * exam.paper.minutes),
            )
        )
        yield from self._wrapped(
            self._texts(
                "exam_counts",
                answered=sum(bool(row.typed) for row in report.rows),
                total=len(report.rows),
                blank=len(report.numbers("blank")),
                unseen=len(report.numbers("unseen")),
            )
        )

    def _asides(self, report: Report) -> Iterator[tuple[str, list[int]]]:
        found = {f"exam_out_{fate}": report.numbers(fate) for fate in ("void", "broken", "open")}
        found["exam_out_late"] = [row.place for row in report.rows if row.late]
        found["exam_flags"] = [row.place for row in report.rows if row.flagged]
        yield from ((key, numbers) for key, numbers in found.items() if numbers)

    def _areas(self, areas: Sequence[Share]) -> Iterator[Line]:
        """One row for each area; bars only where there is room for them."""
        heads = [self._texts("exam_area_points"), self._texts("exam_area_share")]
        points = [f"{_number(area.points)} / {_number(area.of)}" for area in areas]
        first = max(_COLUMN, *(cell_len(text) + 2 for text in (heads[0], *points)))
        second = max(_COLUMN, cell_len(heads[1]) + 2)
        bars = not self._plain and self._width >= first + second + _BAR + 28
        room = self._width - 2 - first - second - (_BAR + 3 if bars else 0)
        names = [self._texts("exam_area"), *(self.area(area.area) for area in areas)]
        room = min(room, max(map(cell_len, names)) + 2)
        head = f"  {pad(names[0], room)}{pad_left(heads[0], first)}{pad_left(heads[1], second)}"
        yield Line(head, "dim")
        for area, name, earned in zip(areas, names[1:], points, strict=True):
            share = area.points / area.of
            line = Line(f"  {pad(shorten(name, room - 1), room)}{pad_left(earned, first)}")
            line.append(pad_left(f"{100 * share:.0f} %", second))
            yield line.append("   ").append_text(_bar(share)) if bars else line

    def _command(self, report: Report) -> str:
        paper = report.exam.paper
        options = {
            "blueprint": paper.blueprint,
            "minutes": paper.minutes,
            "count": len(paper.items),
            "seed": paper.seed,
        }
        return " ".join(["quiz exam", *(f"--{name} {value}" for name, value in options.items())])

    # --- One question ----------------------------------------------------------------------------

    def item(self, row: Row, total: int) -> Line:
        """A question on which points were lost: task, answer, mark, solution."""
        said = self._texts(
            "exam_item",
            place=row.place,
            total=total,
            got=round(row.points, 2),
            points=row.item.points,
            area=self.area(row.item.area),
        )
        if row.flagged:
            said += f" · {self._texts('exam_flag')}"
        lines = [Line(shorten(visible(said), self._width), "bold")]
        if not self._plain:
            lines.append(Line("─" * self._width, "dim"))
        lines.append(Line())
        marked = row.marked
        if marked is None:
            lines += self._wrapped(self._texts("exam_item_changed"))
        else:
            lines += self._task(marked.turn.prompt)
        if row.typed or row.late:
            lines.append(Line())
        if row.typed:
            lines += self._typed("exam_typed", row.typed)
        if row.late:
            lines += self._typed("exam_typed_late", row.late)
        if marked is not None:
            lines.append(Line())
            if marked.turn.question.kind == "essay" and row.typed:
                model = marked.turn.prompt.key_text  # `marked` takes it to be on the screen
                lines += [*self._prose(self._texts("answer", key=model)), Line()]
            lines.append(self.marked(marked))
        return joined(lines)

    def _verdict(self, marked: Marked, fault_file: str) -> Iterator[Line]:
        if marked.mark is None and marked.fault is None:
            text = self._texts("exam_blank")
            yield from self._prose(text if self._plain else f"– {text}", "bold yellow")
        else:
            yield from super()._verdict(marked, fault_file)


def _number(points: float) -> str:
    return f"{round(points, 2):g}"


def _bar(share: float) -> Line:
    """A share as a part of a bar; whatever is not nothing, or not the whole, is seen."""
    full = round(_BAR * share)
    full = min(max(full, share > 0), _BAR - (share < 1))
    return Line.assemble(("█" * full, "green"), ("·" * (_BAR - full), "dim"))
