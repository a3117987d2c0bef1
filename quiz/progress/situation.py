"""Where a learner stands: what the dashboard and the plan are drawn from. Touches disks.

No part of it stops another one: what cannot be read is said, and its place stays empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from basis.errors import GongbuError
from quiz.bank.bank import Bank
from quiz.errors import QuizError
from quiz.exam.blueprint import Blueprint
from quiz.exam.exam import Forecast, unreadable
from quiz.exam.outcome import End
from quiz.exam.progress import Progress, finished, sittings, unfinished
from quiz.linking import Ahead, ahead
from quiz.logbook.log import Log
from quiz.logbook.records import Goal
from quiz.memory.days import study_day
from quiz.memory.memory import Memory
from quiz.planning.agenda import days_left
from quiz.planning.material import subjects
from quiz.planning.pace import Pace, pace
from quiz.progress.overview import Tally, overview
from quiz.readiness.prediction import NotYet, Prediction, predict
from quiz.sitting import Warn, blueprint_of, read_learner

Part = TypeVar("Part")


@dataclass(frozen=True)
class Situation:
    """Where a learner stands.

    Attributes:
        now: the moment, in the zone of the learner's clock.
        areas: those that have questions.
        answers, latest: how many answers the log has, and when its newest record was kept.
        goal: what the learner prepares for.
        blueprint: of that exam, or of the usual one.
        pace: how the learner stands on the way to it.
        readiness: what they would score today.
        mistakes: in code, whose questions come first.
        exam: a mock exam that was begun and not handed in.
        foretold: what was said of the latest exam before it, with the score it came to.
    """

    now: datetime
    areas: tuple[Tally, ...]
    answers: int = 0
    latest: datetime | None = None
    goal: Goal | None = None
    blueprint: Blueprint | None = None
    pace: Pace | None = None
    readiness: Prediction | NotYet | None = None
    mistakes: tuple[Ahead, ...] = ()
    exam: Progress | None = None
    foretold: tuple[Forecast, float] | None = None

    @property
    def days_left(self) -> int | None:
        """Until the exam: 0 on its day, below if it is past; None without one."""
        return days_left(self.goal, study_day(self.now))


def situation(bank: Bank, log: Log, now: datetime, warn: Warn) -> Situation:
    """Where the learner of a log stands."""
    day, warn = study_day(now), _once(warn)
    revisions = {entry.id: entry.revision for entry in bank.entries}
    learner = part(lambda: read_learner(log, revisions, warn), warn)
    memory, goal = learner or (Memory(), None)
    blueprint = part(lambda: blueprint_of(bank, goal, warn), warn)
    exam = subjects(bank.entries, bank.syllabus, memory, blueprint)
    # Nobody who has no exam ahead prepares for its points.
    what = exam if goal else subjects(bank.entries, bank.syllabus, memory)
    exams = part(lambda: _exams(log, warn), warn) or []
    return Situation(
        now=now,
        areas=overview(bank.entries, bank.syllabus, memory, day),
        answers=memory.reviews,
        latest=memory.latest,
        goal=goal,
        blueprint=blueprint,
        pace=part(lambda: pace(what.material, memory, goal, day), warn) if bank.entries else None,
        readiness=part(lambda: predict(exam, memory, day), warn) if bank.entries else None,
        mistakes=ahead(memory.pending, what.entries.keys()),
        exam=unfinished(exams),
        foretold=part(lambda: _foretold(finished(exams)), warn),
    )


def _exams(log: Log, warn: Warn) -> list[Progress]:
    steps = log.steps()
    if error := unreadable(steps):
        warn(error)
    return sittings(steps)


def _foretold(exam: Progress | None) -> tuple[Forecast, float] | None:
    """The forecast of an exam, and its score; None if it was not sat in earnest."""
    if exam is None or exam.exam.forecast is None:
        return None
    try:
        end = End.read(exam.end, len(exam.exam.paper.items))
    except ValueError:  # it was edited, or a later version wrote it
        return None
    return (exam.exam.forecast, end.score) if end.score is not None and end.earnest else None


def _once(warn: Warn) -> Warn:
    """Says nothing a second time: several parts are read from one log."""
    said: set[str] = set()

    def say(error: GongbuError) -> None:
        if repr(error) not in said:
            said.add(repr(error))
            warn(error)

    return say


def part(make: Callable[[], Part], warn: Warn) -> Part | None:
    """A part of the whole; None, after a word on why, if it cannot be had."""
    try:
        return make()
    except GongbuError as error:
        warn(error)
    except Exception as error:  # a fault of ours costs its own line, not the dashboard
        from basis.fault import save_fault

        path = str(save_fault(error) or "")
        warn(QuizError("part_fault", type=type(error).__name__, path=path))
    return None
