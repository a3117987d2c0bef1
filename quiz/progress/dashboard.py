"""The dashboard: where a learner stands, and what there is to do. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text as Line

from quiz.linking import ExerciseNote, said_ahead, said_progress
from quiz.memory.days import study_day
from quiz.progress.boards import Board, joined
from quiz.progress.planscreen import countdown, example, pace_said
from quiz.progress.situation import Situation
from quiz.readiness.prediction import NotYet, Prediction

_MISTAKES = 3  # so many are named, the latest


class Dashboard(Board):
    """The dashboard in one language and width."""

    def screen(self, now: Situation, exercises: Sequence[ExerciseNote] = ()) -> Line:
        """Where a learner stands: what one opens it for comes last, where no table pushes it away.

        Args:
            now: as far as questions tell.
            exercises: as far as code tells.
        """
        if not now.areas:
            return joined(self._wrapped(self._texts("nothing_at_all")))
        head = self._apart(self._texts("board_head"), self._head(now), "bold")
        blocks = [
            [*self._table("board_area", now.areas, bars=True)],
            [*head, *self._ready(now), *self._todo(now)],
            [*self._commands([*self._next(now, exercises)])],
        ]
        lines: list[Line] = []
        for block in blocks:
            lines += [*([Line()] if lines else []), *block]
        return joined(lines)

    def _head(self, now: Situation) -> str:
        if said := countdown(self._texts, now):
            return " · ".join(said)
        questions = sum(area.questions for area in now.areas)
        concepts = sum(area.concepts for area in now.areas)
        return self._texts("board_questions", questions=questions, concepts=concepts)

    def _ready(self, now: Situation) -> Iterator[Line]:
        """What the learner would score today, or what is missing to say so."""
        if not now.answers or now.readiness is None:
            return
        said = self._score(now.readiness)
        if now.foretold is not None:
            forecast, score = now.foretold
            facts = {"low": forecast.low, "high": forecast.high, "score": score}
            yield from self._apart(said, self._texts("dash_foretold", **facts))
        else:
            yield from self._wrapped(said)

    def _score(self, readiness: Prediction | NotYet) -> str:
        if isinstance(readiness, Prediction):
            return self._texts("dash_ready", low=readiness.score.low, high=readiness.score.high)
        if readiness.width is not None:
            return self._texts("dash_ready_wide")
        return self._texts("dash_ready_few", looks=readiness.looks, needed=readiness.needed)

    def _todo(self, now: Situation) -> Iterator[Line]:
        """Today, and what else waits."""
        if not now.answers:
            yield from self._wrapped(self._texts("board_fresh"))
        for said in pace_said(self._texts, now):
            yield from self._wrapped(said)
        for mistake in now.mistakes[:_MISTAKES]:
            said = self._texts.message(said_ahead(mistake, study_day(now.now)))
            yield from self._wrapped(said)
        if now.exam is not None:
            left = now.exam.exam.left(now.now)
            key = "dash_exam" if left else "dash_exam_over"
            key = "dash_exam_closed" if now.exam.closed else key
            yield from self._wrapped(self._texts(key, minutes=max(1, round(left / 60))))
        if now.goal is None:
            yield from self._wrapped(self._texts("dash_no_goal", exam=example(now.now)))

    def _next(self, now: Situation, exercises: Sequence[ExerciseNote]) -> Iterator[tuple[str, str]]:
        """Commands, and what each does."""
        yield "quiz start", self._texts("board_commands_start")
        if now.blueprint is not None:
            title, minutes = self._texts.pick(now.blueprint.title), now.blueprint.minutes
            yield "quiz exam", self._texts("board_commands_exam", title=title, minutes=minutes)
        if now.goal is not None:
            over = now.days_left is not None and now.days_left < 0
            key = "board_commands_next" if over else "board_commands_plan"
            yield "quiz plan", self._texts(key)
        else:
            yield "quiz topics", self._texts("board_commands_topics")
        said = said_progress(exercises)
        coded = self._texts.message(said) if said else self._texts("board_commands_grade")
        yield "grade list" if said else "grade", coded
