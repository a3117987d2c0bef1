"""The screens of `grade` besides verdicts: list, history, hints, proofs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import WIDTH, pad, pad_left, shorten, wrap
from grader.clean import clean
from grader.course import Exercise
from grader.history import Attempt
from grader.texts import Texts
from grader.verdict import Outcome
from grader.workspace import Started

if TYPE_CHECKING:  # pytest and all: only `grade check` needs it
    from grader.prove import Proof

#: Attempts shown by `grade history`.
MOST_ATTEMPTS = 40


class Screens:
    """Lays out screens in one language and width.

    Args:
        texts: the language.
        width: columns of the terminal.
    """

    def __init__(self, texts: Texts, width: int = WIDTH) -> None:
        self._texts = texts
        self._width = max(40, min(width, WIDTH))

    def say(self, key: str, style: str = "", /, **fields: object) -> Line:
        """A text of the catalogue as a paragraph."""
        return self.paragraph(self._texts(key, **fields), style)

    def paragraph(self, text: str, style: str = "", indent: int = 0) -> Line:
        """A text wrapped to the width."""
        lines = wrap(clean(text, 5_000), self._width - indent)
        return Line("\n".join(" " * indent + line for line in lines), style)

    # --- list and history ----------------------------------------------------------------------

    def exercises(
        self,
        exercises: Sequence[Exercise],
        attempts: Sequence[Attempt],
        started: Sequence[str],
        now: datetime,
        asides: Mapping[str, str] | None = None,
    ) -> Line:
        """The list of exercises with the learner's progress.

        Args:
            exercises: all of them.
            attempts: everything in the log, oldest first.
            started: slugs that there is a file of.
            now: the present, with a zone; times are shown in that zone.
            asides: what else there is to say of an exercise, by slug.
        """
        if not exercises:
            return self.say("list_empty")
        best = {exercise.slug: _best(attempts, exercise.slug) for exercise in exercises}
        done = sum(1 for attempt in best.values() if attempt and attempt.passed)
        head = self._texts("list_head")
        count = self._texts("list_done", done=done, all=len(exercises))
        room = pad_left(count, self._width - cell_len(head))
        lines = [Line.assemble((head, "bold"), room), Line()]
        column = max(len(exercise.slug) for exercise in exercises) + 3
        for exercise in exercises:
            title = shorten(self._texts.pick(exercise.title), self._width - column - 2)
            lines.append(Line.assemble("  ", (pad(exercise.slug, column), "bold"), title))
            progress = self._progress(best[exercise.slug], exercise.slug in started, now)
            lines += self._beside(progress, (asides or {}).get(exercise.slug, ""), column + 2)
        return Line("\n").join([*lines, Line(), self.say("list_start", "dim")])

    def _beside(self, progress: Line, aside: str, indent: int) -> Iterator[Line]:
        """Progress and an aside in one line, or in two where that is too narrow."""
        room = self._width - indent - progress.cell_len
        fits = cell_len(aside) + 3 <= room
        yield Line(" " * indent) + progress + Line(f" · {aside}" if aside and fits else "", "dim")
        if not fits:
            yield Line(" " * indent + shorten(aside, self._width - indent), "dim")

    def _progress(self, attempt: Attempt | None, started: bool, now: datetime) -> Line:
        if attempt is None:
            return Line(self._texts("state_started" if started else "state_new"), "dim")
        points = _points(attempt)
        state, style = self._state(attempt)
        when = self._when(attempt.at, now)
        return Line.assemble((f"{points} · {state}", style), (f" · {when}", "dim"))

    def _state(self, attempt: Attempt) -> tuple[str, str]:
        if attempt.passed:
            return f"✓ {self._texts('state_passed')}", "green"
        if attempt.outcome is Outcome.PASSED:  # of what was run
            return self._texts("state_partly"), ""
        return self._texts(f"outcome_{attempt.outcome}"), ""

    def history(self, attempts: Sequence[Attempt], slug: str | None, now: datetime) -> Line:
        """Earlier attempts, oldest first; only the latest where there are many."""
        if not attempts:
            return self.say("history_none")
        key = "history_head_all" if slug is None else "history_head_one"
        lines = [self.say(key, "bold", slug=slug or ""), Line()]
        if (more := len(attempts) - MOST_ATTEMPTS) > 0:
            lines.append(self.paragraph(self._texts("history_more", count=more), "dim", 2))
        shown = attempts[-MOST_ATTEMPTS:]
        names = max(len(attempt.slug) for attempt in shown)
        return Line("\n").join([*lines, *(self._attempt(a, names, now) for a in shown)])

    def _attempt(self, attempt: Attempt, names: int, now: datetime) -> Line:
        points = _points(attempt)
        state, style = self._state(attempt)
        row = Line.assemble(
            (f"  {pad(self._when(attempt.at, now), 18)}", "dim"),
            f"{pad(attempt.slug, names)}  {pad_left(points, 11)}  ",
            (pad(state, 18), style),
        )
        return row.append(
            shorten(", ".join(sorted(attempt.mistakes())), self._width - names - 53), "dim"
        )

    def _when(self, at: datetime, now: datetime) -> str:
        local = at.astimezone(now.tzinfo)
        time = f"{local:%H:%M}"
        if local.date() == now.date():
            return self._texts("today", time=time)
        return f"{local:%Y-%m-%d} {time}"

    # --- start, hints and proofs ---------------------------------------------------------------

    def started(self, exercise: Exercise, made: Started) -> Line:
        """What `grade start` found or made, and what comes next."""
        key = "started_new" if made.new else "started_again"
        lines = [self.say(key, path=made.path, statement=made.statement)]
        if made.kept_notes:
            lines.append(self.say("started_kept_notes", statement=made.statement))
        return Line("\n").join([*lines, self.say("started_next", "dim", slug=exercise.slug)])

    def hints(self, exercise: Exercise, shown: int) -> Line:
        """The hint after those that were shown; all of them once there is none left."""
        hints = exercise.hints
        if not hints:
            return self.say("hint_none")
        if shown >= len(hints):
            parts = [self.say("hint_last")]
            return Line("\n\n").join([*parts, *(self._hint(i, hints) for i in range(len(hints)))])
        hint = self._hint(shown, hints)
        if shown + 1 == len(hints):
            return hint
        return Line("\n\n").join([hint, self.say("hint_next", "dim", slug=exercise.slug)])

    def _hint(self, i: int, hints: Sequence[object]) -> Line:
        head = self._texts("hint_head", n=i + 1, of=len(hints))
        text = self.paragraph(self._texts("hint_text", hint=hints[i]), "", 2)
        return Line("\n").join([Line(head, "bold"), text])

    def proof(self, proof: Proof) -> Line:
        """What `grade check` found in one exercise."""
        if not proof.problems:
            facts: Mapping[str, object] = {
                "slug": proof.slug,
                "checks": proof.checks,
                "variants": proof.variants,
                "runs": proof.runs,
            }
            return Line.assemble(("✓ ", "green"), self._texts.fill("check_right", facts))
        head = self._texts("check_wrong", slug=proof.slug, count=len(proof.problems))
        return Line("\n").join([Line.assemble(("✗ ", "red"), head), *self._problems(proof)])

    def _problems(self, proof: Proof) -> Iterator[Line]:
        for problem in proof.problems:
            said = (problem.message, problem.cause)
            text = ": ".join(self._texts.message(message) for message in said if message)
            yield Line(clean(f"  {problem.path}:{problem.line}: {text}", 2_000))

    def proofs(self, proofs: Sequence[Proof]) -> Line:
        """The last line of `grade check`."""
        bad = [proof for proof in proofs if proof.problems]
        if not bad:
            return self.say("check_total_right", "bold green", all=len(proofs))
        count = sum(len(proof.problems) for proof in bad)
        return self.say("check_total", "bold", count=count, bad=len(bad), all=len(proofs))


def _best(attempts: Sequence[Attempt], slug: str) -> Attempt | None:
    """The attempt that tells how far a learner is: the last that passed, else the last."""
    own = [attempt for attempt in attempts if attempt.slug == slug]
    passed = [attempt for attempt in own if attempt.passed]
    return next(iter((passed or own)[-1:]), None)


def _points(attempt: Attempt) -> str:
    bonus = f" +{attempt.bonus:g}" if attempt.bonus else ""
    return f"{attempt.points - attempt.bonus:g} / {attempt.max_points:g}{bonus}"
