"""Screens about how far a learner is: the end of a session, the dashboard, the topics. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, shorten, wrap
from basis.texts import Texts
from quiz.overview import Tally
from quiz.records import Review
from quiz.sitting import Card
from quiz.summary import Summary
from quiz.syllabus import Syllabus

_BAR = 20  # cells of the bar of an area
_COLUMN = 6  # cells of a column of numbers, at least


class Boards:
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

    # --- The end of a session --------------------------------------------------------------------

    def card(self, card: Card, syllabus: Syllabus) -> Line:
        """What a session has changed, and what comes next."""
        summary = card.summary
        if not summary.asked:
            return _joined(self._wrapped(self._texts("end_nothing")))
        lines = [*self._head(summary), Line()]
        moved = [("end_gained", summary.gained, "green"), ("end_weak", summary.weak, "yellow")]
        column = max(cell_len(self._texts(key)) for key, *_ in moved) + 4
        for key, concepts, style in moved:
            if concepts:
                said = wrap(self._topics(concepts, syllabus), self._width - column)
                lines.append(Line.assemble((pad(f"  {self._texts(key)}", column), style), said[0]))
                lines += [Line(" " * column + row) for row in said[1:]]
        if summary.gained or summary.weak:
            lines.append(Line())
        lines += self._asides(card)
        lines += self._wrapped(self._next(card))
        lines.append(
            Line.assemble(("  quiz start", "bold"), f"   {self._texts('next_start_says')}")
        )
        return _joined([*lines, Line(self._texts("end_seed", seed=card.seed), "dim")])

    def _head(self, summary: Summary) -> Iterator[Line]:
        asked = {"asked": summary.asked, "count": summary.count}
        key = "end_early" if summary.early else "end_whole"
        yield from self._wrapped(self._texts(key, **asked), "bold")
        minutes, seconds = divmod(round(summary.seconds), 60)
        said = [self._texts("end_time", minutes=minutes, seconds=seconds)]
        if summary.counted:  # what was contested, or our fault, counts neither way
            said = [
                self._texts("end_right", right=summary.right, counted=summary.counted),
                self._texts("end_score", score=summary.score, counted=summary.counted),
                *said,
            ]
        yield from self._wrapped(" · ".join(said))

    def _topics(self, concepts: Sequence[str], syllabus: Syllabus) -> str:
        """Titles of the topics that concepts belong to."""
        topics = Counter(syllabus.concepts[c].topic for c in concepts if c in syllabus.concepts)
        titles = {topic: self._texts.pick(syllabus.topics[topic].title) for topic in topics}
        return " · ".join(  # titles have commas of their own
            titles[topic]
            if count == 1
            else self._texts("end_concepts", title=titles[topic], count=count)
            for topic, count in topics.items()
        )

    def _asides(self, card: Card) -> Iterator[Line]:
        summary = card.summary
        if summary.again:
            said = self._texts("end_again", again=summary.again, good=summary.made_good)
            yield from self._wrapped(said)
        counts = {
            "end_skipped": summary.skipped,
            "end_doubted": summary.doubted,
            "end_broken": summary.broken,
            "log_lost": card.lost,
        }
        for key, count in counts.items():
            if count:
                yield from self._wrapped(self._texts(key, count=count))

    def _next(self, card: Card) -> str:
        key = {(True, True): "both", (True, False): "weak", (False, True): "new"}
        kind = key.get((card.weak > 0, card.new > 0), "none")
        return self._texts(f"next_{kind}", weak=card.weak, new=card.new, known=card.known)

    # --- The dashboard, and the topics -----------------------------------------------------------

    def dashboard(self, areas: Sequence[Tally], reviews: Sequence[Review], now: datetime) -> Line:
        """How the learner stands in each area, and what there is to do."""
        if not areas:
            return _joined(self._wrapped(self._texts("nothing_at_all")))
        questions = sum(area.questions for area in areas)
        concepts = sum(area.concepts for area in areas)
        count = self._texts("board_questions", questions=questions, concepts=concepts)
        head = self._texts("board_head")
        lines = [
            Line.assemble((head, "bold"), (pad_left(count, self._width - cell_len(head)), "dim")),
            Line(),
            *self._table("board_area", areas, bars=True),
            Line(),
            *self._wrapped(self._since(reviews, now)),
        ]
        weak, new = sum(area.weak for area in areas), sum(area.new for area in areas)
        known = sum(area.known for area in areas)
        kind = "both" if weak and new else "weak" if weak else "new" if new else "none"
        lines += self._wrapped(self._texts(f"next_{kind}", weak=weak, new=new, known=known))
        commands = {"quiz start": "start", "quiz topics": "topics", "grade": "grade"}
        column = max(map(len, commands)) + 5
        lines.append(Line())
        for command, key in commands.items():
            says = self._texts(f"board_commands_{key}")
            lines.append(Line.assemble((pad(f"  {command}", column), "bold"), says))
        return _joined(lines)

    def topics(self, areas: Sequence[Tally]) -> Line:
        """All topics that have questions, area by area."""
        if not areas:
            return _joined(self._wrapped(self._texts("nothing_at_all")))
        lines: list[Line] = []
        for area in areas:
            title = self._texts.pick(area.title)
            lines += [Line.assemble((title, "bold"), (f"  {area.id}", "dim"))]
            lines += [*self._table("board_topic", area.parts, ids=True), Line()]
        return _joined(lines[:-1])

    def _since(self, reviews: Sequence[Review], now: datetime) -> str:
        if not reviews:
            return self._texts("board_fresh")
        local = max(review.at for review in reviews).astimezone(now.tzinfo)
        time = f"{local:%H:%M}"
        today = local.date() == now.date()
        when = self._texts("today", time=time) if today else f"{local:%Y-%m-%d} {time}"
        return self._texts("board_last", when=when, answers=len(reviews))

    def _table(
        self, what: str, rows: Sequence[Tally], bars: bool = False, ids: bool = False
    ) -> Iterator[Line]:
        """One row for each area or topic; bars only where there is room for them."""
        heads = [self._texts(f"board_{key}") for key in ("known", "weak", "new")]
        if ids:
            heads.append(self._texts("board_count"))
        columns = [max(_COLUMN, cell_len(head) + 2) for head in heads]
        bars = bars and not self._plain and self._width >= sum(columns) + _BAR + 34
        room = self._width - 2 - sum(columns) - (_BAR + 3 if bars else 0)
        names = {row.id: self._texts.pick(row.title) for row in rows}
        widest = max(map(cell_len, [self._texts(what), *names.values()])) + 2
        room = min(room, max(widest, 34))
        yield Line(f"  {pad(self._texts(what), room)}" + _right(heads, columns), "dim")
        for row in rows:
            counts = [row.known, row.weak, row.new, *([row.questions] if ids else [])]
            name = pad(shorten(names[row.id], room - 1), room)
            line = Line(f"  {name}" + _right(map(str, counts), columns))
            if bars:
                line.append("   ").append_text(_bar(row))
            yield line
            if ids:
                yield Line(f"    {row.id}", "dim")

    def _wrapped(self, text: str, style: str = "") -> list[Line]:
        return [Line(line, style) for line in wrap(text, self._width)]


def _right(texts: Iterable[str], columns: Sequence[int]) -> str:
    """Texts at the right of columns."""
    return "".join(pad_left(text, cells) for text, cells in zip(texts, columns, strict=True))


def _bar(tally: Tally) -> Line:
    """Known, weak and new as parts of one bar; whatever is not nothing is seen."""
    counts = {"█": tally.known, "▒": tally.weak, "·": tally.new}
    cells = {sign: max(count > 0, _BAR * count // tally.concepts) for sign, count in counts.items()}
    largest = max(counts, key=counts.__getitem__)
    cells[largest] += _BAR - sum(cells.values())
    styles = {"█": "green", "▒": "yellow", "·": "dim"}
    return Line.assemble(*((sign * n, styles[sign]) for sign, n in cells.items()))


def _joined(lines: Sequence[Line]) -> Line:
    return Line("\n").join(lines)
