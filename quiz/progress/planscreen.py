"""What `quiz plan` shows, and what a plan says wherever it is shown. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left
from basis.texts import Texts
from quiz.logbook.records import Goal
from quiz.planning.agenda import MINUTES
from quiz.planning.forecast import Span
from quiz.planning.pace import Pace
from quiz.progress.boards import Board, joined
from quiz.progress.situation import Situation

_FAR = timedelta(weeks=3)  # an exam as an example

_KEEPS = 0.9  # who is expected to keep so many of the days is told nothing of the others


class PlanScreen(Board):
    """The plan until the exam, in one language and width."""

    def plan(self, now: Situation) -> Line:
        """The plan that is, or how to make one."""
        if now.goal is None:
            said = self._wrapped(self._texts("plan_none"))
            command = f"quiz plan --exam-date {example(now.now)} --minutes-per-day {MINUTES}"
            return joined([*said, Line(), Line(f"  {command}", "bold")])
        head = " · ".join(countdown(self._texts, now))
        lines = self._wrapped(head, "bold")
        if now.goal.exam is not None and now.goal.exam >= now.now.date():
            day = day_text(self._texts, now.goal.exam, year=True)
            lines += self._wrapped(self._texts("plan_exam", day=day))
        if now.pace is None:
            return joined(lines)
        lines.append(Line())
        lines += [line for said in pace_said(self._texts, now) for line in self._wrapped(said)]
        if len(now.pace.spans) > 1:  # one alone is today, which was said
            lines += [Line(), *self._spans(now.pace.spans), Line()]
            lines += self._wrapped(self._texts("plan_reading"), "dim")
            lines += [line for said in self._back(now.pace) for line in self._wrapped(said, "dim")]
        if now.goal.exam is None:
            lines += self._wrapped(self._texts("plan_no_date", exam=example(now.now)))
        return joined(lines)

    def _back(self, pace: Pace) -> Iterator[str]:
        """When the first reviews come, if they wait for what is new: for days nothing comes back.

        Today may be over already, and have nothing of either.
        """
        again = next((at for at, span in enumerate(pace.spans) if span.reviews), len(pace.spans))
        waiting = pace.spans[1:again]
        if pace.spans[0].reviews or not waiting or not all(span.new for span in waiting):
            return
        if again == len(pace.spans):
            yield self._texts("plan_back_never")
        else:
            day = date.fromordinal(pace.spans[again].day)
            yield self._texts("plan_back", day=day_text(self._texts, day))

    def _spans(self, spans: Sequence[Span]) -> Iterator[Line]:
        """What is expected of the days to come, a line for each day or some of them."""
        heads = [self._texts(f"plan_{key}") for key in ("new", "reviews", "minutes")]
        columns = [cell_len(head) + 2 for head in heads]
        names = self._names(spans, self._width - 2 - sum(columns))
        first = max(map(cell_len, [self._texts("plan_span"), *names]))
        rows = [
            (span.new, span.reviews, (span.new_minutes + span.review_minutes) / span.days)
            for span in spans
        ]
        shown = [heads, *([f"{value:.0f}" for value in row] for row in rows)]
        for place, (name, row) in enumerate(
            zip([self._texts("plan_span"), *names], shown, strict=True)
        ):
            cells = (pad_left(text, wide) for text, wide in zip(row, columns, strict=True))
            yield Line(f"  {pad(name, first)}{''.join(cells)}", "" if place else "dim")

    def _names(self, spans: Sequence[Span], room: int) -> list[str]:
        """Names of spans; where another year begins it is said, if there is room for it."""
        names = []
        year = date.fromordinal(spans[0].day).year
        for span in spans:
            last = date.fromordinal(span.day + span.days - 1)
            names.append(self._days(span, year))
            year = last.year
        if max(map(cell_len, names)) > room:
            return [self._days(span) for span in spans]
        return names

    def _days(self, span: Span, year: int | None = None) -> str:
        """A day or the first and the last of several, with years that another one is before."""
        first, last = (date.fromordinal(span.day + ahead) for ahead in (0, span.days - 1))
        new = year is not None and first.year != year
        if span.days == 1:
            return day_text(self._texts, first, new)
        turns = year is not None and last.year != first.year
        return self._texts("plan_days", first=_short(first, new), last=_short(last, turns))


def example(now: datetime) -> date:
    """The day of an exam that nobody knows yet."""
    return (now + _FAR).date()


def day_text(texts: Texts, day: date, year: bool = False) -> str:
    """A day with its weekday."""
    weekday = texts("weekdays").split()[day.weekday()]
    return texts("plan_day", day=_short(day, year), weekday=weekday)


def _short(day: date, year: bool) -> str:
    return day.isoformat() if year else f"{day:%m-%d}"


def countdown(texts: Texts, now: Situation) -> list[str]:
    """How long it is until the exam, and how much is studied until then; nothing without a goal."""
    if now.goal is None:
        return []
    return [_until(texts, now), texts("count_minutes", minutes=now.goal.minutes)]


def _until(texts: Texts, now: Situation) -> str:
    days = now.days_left
    if days is None:
        return texts("count_none")
    near = {1: "count_tomorrow", 0: "count_today", -1: "count_yesterday"}
    key = near.get(days, "count_days" if days > 0 else "count_over")
    exam = texts.pick(now.blueprint.title) if now.blueprint else texts("count_exam")
    return texts(key, exam=exam, days=abs(days))


def pace_said(texts: Texts, now: Situation) -> Iterator[str]:
    """What there is to do today, and whether the pace suffices."""
    if now.pace is None:
        return
    days = now.days_left
    if days == 0:  # no load to work off on that day
        yield texts("pace_today")
        return
    yield today_said(texts, now.goal, now.pace)
    if days is None:
        return
    if days < 0:
        yield texts("pace_over", exam=example(now.now))
    elif days == 1:
        yield texts("pace_tomorrow")
    else:
        yield from _enough(texts, now.pace)


def today_said(texts: Texts, goal: Goal | None, pace: Pace) -> str:
    """What is left for today."""
    spent = round(pace.spent)
    if not pace.questions:
        return texts("today_done" if spent else "today_nothing", spent=spent)
    facts = {"questions": pace.questions, "minutes": max(1, round(pace.load))}
    if goal is None or not spent:
        return texts("today_load", **facts)
    return texts("today_rest", **facts, spent=spent, goal=goal.minutes)


def _enough(texts: Texts, pace: Pace) -> Iterator[str]:
    """Whether everything is seen by the exam, and what would help."""
    if pace.kept.share < _KEEPS:
        yield texts("pace_kept", studied=pace.kept.studied, planned=pace.kept.planned)
    share, weight = _percent(pace.seen), _percent(pace.seen_weight)
    if share == weight == 100:
        yield texts("pace_all")
    elif pace.suffices:
        yield texts("pace_enough", weight=weight)
    else:
        key = "pace_share" if share == weight else "pace_share_weight"
        yield texts(key, share=share, weight=weight)
    if pace.needed is None:
        yield texts("pace_too_much")
    elif not pace.suffices:
        yield texts("pace_needed", needed=pace.needed, minutes=pace.minutes)


def _percent(share: float) -> int:
    """Rounded, but all is only what is all."""
    return 100 if share >= 1 else min(99, round(100 * share))
