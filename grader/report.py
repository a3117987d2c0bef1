"""A verdict as text for a terminal: aligned at 80 columns, in Korean or English. Pure.

Foreign text (titles, messages, what a learner printed) only ever enters a rich `Text`, never a
markup string. Colour repeats what marks and words say; it never says anything alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import WIDTH, pad, wrap
from basis.texts import Message
from grader.details import Coaching, Details, Paragraph, frames, printed
from grader.texts import Texts
from grader.verdict import CheckResult, Level, Outcome, Verdict

_MARKS = {
    Outcome.PASSED: ("✓", "green"),
    Outcome.SKIPPED: ("–", "dim"),
    Outcome.NOT_WRITTEN: ("·", "yellow"),
    Outcome.BROKEN: ("!", "magenta"),
}
_WRONG = ("✗", "red")
_LEFT = 4  # cells of indentation and mark
_POINTS = 9  # cells of the column of points
_NOTE = 18  # cells of what stands to the right of it
_INDENT = 6  # cells before what stands under a check

NO_COACHING = Coaching()


class Report:
    """Lays out verdicts in one language and width.

    Args:
        texts: the language.
        width: columns of the terminal.
    """

    def __init__(self, texts: Texts, width: int = WIDTH) -> None:
        self._texts = texts
        self._width = max(40, min(width, WIDTH))
        self._title = self._width - _LEFT - _POINTS - 2 - _NOTE

    def whole(self, verdict: Verdict, coaching: Coaching = NO_COACHING) -> Line:
        """The report of a verdict from head to foot."""
        body = self._body(verdict, verdict.checks, coaching)
        return _joined([*self._head(verdict), *body, *self._foot(verdict, coaching)])

    def early(self, verdict: Verdict, coaching: Coaching = NO_COACHING) -> Line:
        """The report so far, while races are still being run."""
        done = [check for check in verdict.checks if not _is_running(check)]
        return _joined([*self._head(verdict), *self._body(verdict, done, coaching)])

    def late(self, verdict: Verdict, shown: Verdict, coaching: Coaching = NO_COACHING) -> Line:
        """What `early` left out of `shown`, once the races are run."""
        waited = {check.name for check in shown.checks if _is_running(check)}
        rest = [check for check in verdict.checks if check.name in waited]
        body = self._body(replace(verdict, printed=""), rest, coaching)
        return _joined([*body, *self._foot(verdict, coaching)])

    def summary(self, verdicts: Sequence[Verdict]) -> Line:
        """One line an exercise, for a run over several."""
        names = max(cell_len(verdict.slug) for verdict in verdicts)
        lines = []
        for verdict in verdicts:
            mark, style = _MARKS.get(verdict.outcome, _WRONG)
            bonus = _bonus(verdict)
            points = _of(verdict.points - bonus, verdict.max_points)
            line = Line.assemble((f"  {mark} ", style), f"{pad(verdict.slug, names)}  {points}  ")
            partly = verdict.outcome is Outcome.PASSED and not _all_passed(verdict)
            line.append(self._texts("state_partly" if partly else f"outcome_{verdict.outcome}"))
            lines.append(line.append(f"  +{bonus:g} {self._texts('note_bonus')}" if bonus else ""))
        return _joined(lines)

    # --- head and foot -------------------------------------------------------------------------

    def _head(self, verdict: Verdict) -> Iterator[Line]:
        title = f" · {self._texts.pick(verdict.title)}"
        level = verdict.isolation.level
        run = self._texts("head_run", seed=verdict.seed, level=level.value)
        room = self._width - cell_len(verdict.slug + title + run)
        if room >= 2:
            yield Line.assemble((verdict.slug, "bold"), title, " " * room, (run, "dim"))
        else:
            yield from _styled(wrap(verdict.slug + title, self._width), "bold")
            yield Line(run, "dim")
        if level is not Level.STRONG:
            warning = self._texts(f"level_{level}", missing=", ".join(verdict.isolation.missing))
            yield from _styled(wrap(warning, self._width), "yellow")
        yield Line()

    def _foot(self, verdict: Verdict, coaching: Coaching) -> Iterator[Line]:
        yield Line()
        for note, style in self._left_out(verdict):
            yield from _styled(wrap(note, self._width), style)
        yield from self._score(verdict)
        step = _next_step(verdict)
        if coaching.slug and not (coaching.watched and step in _AGAIN):
            yield from _styled(wrap(self._texts(step, slug=coaching.slug), self._width), "dim")

    def _score(self, verdict: Verdict) -> Iterator[Line]:
        bonus = _bonus(verdict)
        fields = {"points": verdict.points - bonus, "most": verdict.max_points, "bonus": bonus}
        score = self._texts.fill("points_with_bonus" if bonus else "points", fields)
        style = "bold green" if _all_passed(verdict) else "bold"
        run = self._texts("points_run", seconds=verdict.seconds, seed=verdict.seed)
        if cell_len(score) + 1 + cell_len(run) <= self._width:
            yield Line.assemble((score, style), f" {run}")
        else:
            yield from (Line(score, style), Line(run))

    def _left_out(self, verdict: Verdict) -> Iterator[tuple[str, str]]:
        """What was not run or not judged, so that no "all passed" is followed by a low score."""
        if verdict.load is not None:
            yield self._texts("not_loaded_at_all"), "yellow"
            return
        if _all_passed(verdict):
            yield self._texts("all_passed", count=len(_deciding(verdict))), "green"
            if any(check.outcome is not Outcome.PASSED for check in verdict.checks):
                yield self._texts("left_out_bonus"), ""
        why = [c.message.key for c in _skipped(verdict) if c.message]
        for key, note in _LEFT_OUT.items():
            if count := why.count(key):
                yield self._texts(note, count=count), "yellow"
        if broken := [c for c in verdict.checks if c.outcome is Outcome.BROKEN]:
            fields = {"count": len(broken), "seed": verdict.seed}
            yield self._texts.fill("left_out_broken", fields), "magenta"

    # --- the checks ----------------------------------------------------------------------------

    def _body(
        self, verdict: Verdict, checks: Iterable[CheckResult], coaching: Coaching
    ) -> Iterator[Line]:
        if verdict.load is not None:
            yield from self._load(verdict, verdict.load)
        else:
            titles = {check.name: f'"{self._texts.pick(check.title)}"' for check in verdict.checks}
            details = Details(self._texts, coaching)
            for check in checks:
                yield from self._check(check, titles)
                for paragraph in details.of(check):
                    yield from self._paragraph(paragraph)
        if verdict.printed.strip():
            for paragraph in printed(verdict.printed, self._texts):
                yield from self._paragraph(paragraph)

    def _load(self, verdict: Verdict, message: Message) -> Iterator[Line]:
        mark, style = _MARKS.get(verdict.outcome, _WRONG)
        for i, line in enumerate(wrap(self._texts.message(message), self._width - _LEFT)):
            yield Line.assemble((f"  {mark} " if i == 0 else " " * _LEFT, style), line)
        for paragraph in frames(verdict.frames, self._texts, placed=message.key in _PLACED):
            yield from self._paragraph(paragraph)

    def _check(self, check: CheckResult, titles: Mapping[str, str]) -> Iterator[Line]:
        if check.outcome is Outcome.SKIPPED:
            yield from self._skipped(check, titles)
            return
        mark, style = _MARKS.get(check.outcome, _WRONG)
        title, *more = wrap(self._texts.pick(check.title), self._title)
        points = _of(check.points, check.max_points)
        row = Line.assemble((f"  {mark} ", style), pad(title, self._title), points)
        row.append(f"  {self._note(check)}", "dim")
        row.rstrip()
        yield row
        yield from (Line(" " * _LEFT + line) for line in more)

    def _skipped(self, check: CheckResult, titles: Mapping[str, str]) -> Iterator[Line]:
        title, why = self._texts.pick(check.title), ""
        if check.message is not None:
            names = check.message.fields.get("checks", ())
            fields = {"checks": ", ".join(titles.get(name, name) for name in names)}
            why = self._texts.message(replace(check.message, fields=fields))
        column = max(cell_len(title), self._title)
        if _LEFT + column + 2 + cell_len(why) <= self._width:
            yield Line.assemble(("  – ", "dim"), pad(title, column), "  ", (why, "dim"))
            return
        for i, line in enumerate(wrap(title, self._width - _LEFT)):
            yield Line.assemble(("  – " if i == 0 else " " * _LEFT, "dim"), line)
        yield from self._paragraph(Paragraph(why, "dim"))

    def _note(self, check: CheckResult) -> str:
        notes = []
        if check.outcome is Outcome.PASSED and check.race is not None:
            notes.append(self._texts("note_ratio", ratio=check.race.ratio))
        if check.outcome is Outcome.NOT_WRITTEN:
            if not check.bonus:  # there is no room for both, and the mark says it too
                notes.append(self._texts("outcome_not_written"))
        elif check.outcome is not Outcome.PASSED:
            notes.append(self._texts("note_public" if check.public else "note_hidden"))
        if check.bonus:
            notes.append(self._texts("note_bonus"))
        return " · ".join(notes)

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Line]:
        indent = _INDENT + 4 if paragraph.code else _INDENT
        for line in wrap(paragraph.text, self._width - indent):
            yield Line.assemble(" " * indent, (line, paragraph.style))


#: Why checks were not run, and what the foot of the report says of it.
_LEFT_OUT = {
    "hidden_not_run": "left_out_hidden",
    "races_not_run": "left_out_races",
    "needs": "left_out_needs",
}

#: Next steps that ask for another run.
_AGAIN = ("next_fix", "next_start")

#: Messages about a file that say themselves where in it.
_PLACED = ("syntax_error", "import_not_allowed")


def _is_running(check: CheckResult) -> bool:
    return check.message is not None and check.message.key == "still_running"


def _deciding(verdict: Verdict) -> list[CheckResult]:
    return [check for check in verdict.checks if not check.bonus]


def _skipped(verdict: Verdict) -> list[CheckResult]:
    return [check for check in _deciding(verdict) if check.outcome is Outcome.SKIPPED]


def _all_passed(verdict: Verdict) -> bool:
    return {check.outcome for check in _deciding(verdict)} == {Outcome.PASSED}


def _bonus(verdict: Verdict) -> float:
    return sum(check.points for check in verdict.checks if check.bonus)


def _of(points: float, most: float) -> str:
    """Points out of points, with the stroke in one column for all."""
    return f"{points:>3g} / {most:<3g}"


def _next_step(verdict: Verdict) -> str:
    if verdict.outcome is Outcome.PASSED:
        return "next_whole" if _skipped(verdict) else "next_passed"
    if verdict.load is not None:
        return "next_fix"
    keys = {Outcome.NOT_WRITTEN: "next_start", Outcome.BROKEN: "next_broken"}
    return keys.get(verdict.outcome, "next_hint")


def _styled(lines: Iterable[str], style: str) -> Iterator[Line]:
    return (Line(line, style) for line in lines)


def _joined(lines: Iterable[Line]) -> Line:
    return Line("\n").join(lines)
