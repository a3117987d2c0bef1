"""The screen of `quiz stats`: numbers with bars beside them, which no number depends on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, shorten
from basis.texts import Text, Texts
from quiz.progress.boards import Board, joined
from quiz.readiness.prediction import NotYet, Prediction, Range
from quiz.readiness.record import Calibration, Forecasted, Tenth
from quiz.readiness.statistics import Statistics
from quiz.readiness.trends import Tempo, Week

_BAR = 20  # cells of a bar
_NARROW = 66  # on a narrower screen there are no bars
_GAP = 2  # cells before a column
_WEEKS = 12  # no more of them are shown
_SHORT = 10  # minutes: where none are more, tenths are shown
_JUDGED, _EXAMS = 30, 5  # answers, and mock exams, below which nothing is said of predictions

#: A row: what it is about, its numbers, and its bar.
_Row = tuple[str, Sequence[str], Line]


class StatsBoard(Board):
    """The statistics in one language and width."""

    def screen(self, stats: Statistics, titles: Mapping[str, Text]) -> Line:
        """All of it.

        Args:
            stats: what there is to show.
            titles: of the areas, by id.
        """
        if not stats.weeks:
            return joined(self._wrapped(self._texts("stats_nothing")))
        blocks = [
            [*self._readiness(stats, titles)],
            [*self._weeks(stats.weeks)],
            [*self._foreseen(stats.calibration)],
            [*self._forecasts(stats.forecasts)],
            [*self._tempos(stats.tempos)],
        ]
        lines: list[Line] = []
        for block in filter(None, blocks):
            lines += [*([Line()] if lines else []), *block]
        return joined(lines)

    # --- Readiness -------------------------------------------------------------------------------

    def _readiness(self, stats: Statistics, titles: Mapping[str, Text]) -> Iterator[Line]:
        if isinstance(stats.today, NotYet):
            yield from self._wrapped(not_yet(self._texts, stats.today, stats.part))
            return
        yield from self._wrapped(self._texts("stats_ready"), "bold")
        yield from self._wrapped(
            self._said("stats_today_part" if stats.part else "stats_today", stats.today)
        )
        if isinstance(stats.exam, Prediction) and stats.exam.day > stats.day:
            yield from self._wrapped(self._said("stats_exam", stats.exam))
        rows = [
            (self._texts.pick(titles[area]) if area in titles else area, *self._ranged(score))
            for area, score in stats.today.areas.items()
        ]
        yield from self._listed(
            [self._texts("stats_area"), self._texts("stats_score")],
            [(name, [said], bar) for name, said, bar in rows],
            "0".ljust(_BAR - 3) + "100",
        )

    def _said(self, key: str, prediction: Prediction) -> str:
        score = prediction.score
        day = date.fromordinal(prediction.day).isoformat()
        fields = {"low": score.low, "mean": score.mean, "high": score.high}
        return self._texts(key, day=day, looks=prediction.looks, **fields)

    def _ranged(self, score: Range | None) -> tuple[str, Line]:
        if score is None:
            return self._texts("stats_unknown"), Line()
        return self._texts("stats_range", low=score.low, high=score.high), interval(score)

    # --- Trends ----------------------------------------------------------------------------------

    def _weeks(self, weeks: Sequence[Week]) -> Iterator[Line]:
        if not weeks:
            return
        keys = ("week", "asked", "right", "minutes", "newly")
        weeks = weeks[-_WEEKS:]
        most = max(week.answers for week in weeks)
        minutes, _ = _minutes([week.minutes for week in weeks])
        rows = [
            (
                week.monday.isoformat() if self._wide else f"{week.monday:%m-%d}",
                [
                    str(week.answers),
                    f"{100 * week.passed / week.tried:.0f} %" if week.tried else "",
                    spent,
                    str(week.newly),
                ],
                _bar(week.answers, most),
            )
            for week, spent in zip(weeks, minutes, strict=True)
        ]
        heads = [self._texts(f"stats_{key}") for key in keys]
        yield from self._listed(heads, rows, self._texts("stats_asked"))

    def _tempos(self, tempos: Sequence[Tempo]) -> Iterator[Line]:
        """Times by kind: questions times seconds of each are the minutes."""
        if not tempos:
            return
        minutes, bars = _minutes([tempo.minutes for tempo in tempos])
        rows = [
            (self._texts(f"kind_{tempo.kind}"), [*self._counts(tempo), spent], bar)
            for tempo, spent, bar in zip(tempos, minutes, bars, strict=True)
        ]
        counts = ("answered", "skipped") if self._wide else ("asked",)
        keys = ("kind", *counts, "seconds", "minutes")
        heads = [self._texts(f"stats_{key}") for key in keys]
        yield from self._listed(heads, rows, self._texts("stats_minutes"))

    def _counts(self, tempo: Tempo) -> list[str]:
        """How many were asked, and seconds of each, whether there was an answer or not."""
        each = f"{60 * tempo.minutes / tempo.answers:.0f}"
        if not self._wide:
            return [str(tempo.answers), each]
        return [str(tempo.answers - tempo.skipped), str(tempo.skipped), each]

    # --- How predictions came true ---------------------------------------------------------------

    def _foreseen(self, made: Calibration | None) -> Iterator[Line]:
        if made is None:
            return
        yield from self._wrapped(self._texts("stats_foreseen"), "bold")
        if self._bars:
            yield from self._wrapped(self._texts("stats_legend"), "dim")
        heads = [self._texts(f"stats_{key}") for key in ("predicted", "came", "answers")]
        rows = [(self._tenth(tenth), _shares(tenth), came(tenth)) for tenth in made.tenths]
        yield from self._listed(heads, rows)
        yield from self._wrapped(self._verdict(made), "dim")

    def _tenth(self, tenth: Tenth) -> str:
        return self._texts("stats_tenth", low=100 * tenth.low, high=100 * tenth.low + 10)

    def _verdict(self, made: Calibration) -> str:
        if made.answers < _JUDGED:
            return self._texts("stats_brier_few", answers=made.answers)
        key = "stats_brier_better" if made.brier < made.base else "stats_brier_worse"
        return self._texts(key, brier=made.brier, base=made.base)

    def _forecasts(self, exams: Sequence[Forecasted]) -> Iterator[Line]:
        if not exams:
            return
        yield from self._wrapped(self._texts("stats_forecasts"), "bold")
        for exam in exams:
            key = "stats_held" if exam.held else "stats_missed"
            fields = {"low": exam.low, "high": exam.high, "score": exam.score}
            said = self._texts(key, day=exam.at.date().isoformat(), **fields)
            yield from self._wrapped(f"  {said}")
        held = sum(exam.held for exam in exams)
        key = "stats_held_of" if len(exams) < _EXAMS else "stats_held_should"
        counted = self._texts(key, held=held, count=len(exams))
        yield from self._wrapped(counted, "dim")

    # --- Parts -----------------------------------------------------------------------------------

    @property
    def _wide(self) -> bool:
        return self._width >= _NARROW

    @property
    def _bars(self) -> bool:
        return self._wide and not self._plain

    def _listed(
        self, heads: Sequence[str], rows: Sequence[_Row], scale: str = ""
    ) -> Iterator[Line]:
        """A table; `scale` stands above the bars and says what they show."""
        bars = self._bars
        numbers = [list(column) for column in zip(*(row[1] for row in rows), strict=True)]
        columns = [
            max(map(cell_len, [head, *column])) + _GAP
            for head, column in zip(heads[1:], numbers, strict=True)
        ]
        room = self._width - _GAP - sum(columns) - (_BAR + _GAP if bars else 0)
        name = min(room, max(map(cell_len, [heads[0], *(row[0] for row in rows)])))
        head = "".join(pad_left(h, c) for h, c in zip(heads[1:], columns, strict=True))
        above = f"  {scale}" if bars else ""
        yield Line(f"  {pad(shorten(heads[0], name), name)}{head}{above}", "dim")
        for what, values, bar in rows:
            said = "".join(pad_left(v, c) for v, c in zip(values, columns, strict=True))
            line = Line(f"  {pad(shorten(what, name), name)}{said}")
            yield line.append("  ").append_text(bar) if bars and bar else line


def not_yet(texts: Texts, why: NotYet, part: bool = False) -> str:
    """What is missing for a prediction of the whole, or of a part of the course."""
    if why.width is None:
        return texts("ready_looks", looks=why.looks, needed=why.needed)
    return texts("ready_wide_part" if part else "ready_wide", width=why.width)


def interval(score: Range) -> Line:
    """A scale from 0 to 100 with the interval on it."""
    low, high = round(_BAR * score.low / 100), round(_BAR * score.high / 100)
    high = max(high, low + 1)
    return Line.assemble(("█" * low, "green"), ("▒" * (high - low), "cyan"), "·" * (_BAR - high))


def came(tenth: Tenth) -> Line:
    """How much of it came, and where the prediction was."""
    full, at = round(_BAR * tenth.came), min(round(_BAR * tenth.predicted), _BAR - 1)
    cells = ["█" if place < full else "·" for place in range(_BAR)]
    cells[at] = "│"
    return Line("".join(cells), "cyan")


def _minutes(spent: Sequence[float]) -> tuple[list[str], list[Line]]:
    """Minutes as numbers and as bars; a number that is shown as nothing has no bar."""
    digits = 1 if max(spent) < _SHORT else 0
    shown = [round(each, digits) for each in spent]
    bars = [_bar(each, max(shown)) for each in shown]
    return [f"{each:.{digits}f}" for each in shown], bars


def _bar(value: float, most: float) -> Line:
    return Line("█" * round(_BAR * value / most) if most else "", "green")


def _shares(tenth: Tenth) -> list[str]:
    return [f"{100 * tenth.came:.0f} %", str(tenth.answers)]
