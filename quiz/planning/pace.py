"""Whether the pace suffices: what there is to do today, and what will be seen by the exam. Pure.

The days to come are played forward (quiz/planning/forecast.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from quiz.logbook.records import Goal
from quiz.memory.memory import Memory
from quiz.planning.agenda import MINUTES, agenda, days_left, exam_ahead
from quiz.planning.forecast import STEPS, Forecast, Span, seen_shares
from quiz.planning.keeping import Kept, kept
from quiz.planning.ranking import Material

#: What has to be seen of the exam's weight by its day: the last of it is worth less than reviews.
_ENOUGH = 0.95


@dataclass(frozen=True)
class Pace:
    """How a learner stands today on the way to the exam.

    Attributes:
        day: today (quiz/memory/days.py).
        days_left: until the exam: 0 on its day, below if it is past; None without one.
        minutes: to study a day.
        spent: minutes studied today.
        questions, load: how many questions are still for today, and the minutes they take.
        seen, seen_weight: the share of the concepts, and of the exam's points, that will have been
            asked about by the exam; by now, without an exam ahead.
        needed: minutes a day that would suffice to see all that the exam asks for; `minutes` if
            they do, None if no day is long enough.
        spans: the days of study until the exam; none without one.
        kept: the days of the plan so far; the days until the exam are expected to be like them.
    """

    day: int
    days_left: int | None
    minutes: int
    spent: float
    questions: int
    load: float
    seen: float
    seen_weight: float
    needed: int | None
    spans: tuple[Span, ...] = ()
    kept: Kept = Kept(0, 0)

    @property
    def suffices(self) -> bool:
        """Whether all that the exam asks for will have been seen."""
        return self.needed == self.minutes


def pace(
    material: Material, memory: Memory, goal: Goal | None, day: int, steps: int = STEPS
) -> Pace:
    """How a learner stands today.

    Args:
        material: what there is to study.
        memory: what is remembered.
        goal: what the learner prepares for; None if nothing is set.
        day: today.
        steps: how finely the days until the exam are played.
    """
    today = agenda(material, memory, goal, day)
    minutes = goal.minutes if goal else MINUTES
    exam = exam_ahead(goal, day)
    keeps = kept(memory, goal, day) if goal else Kept(0, 0)
    forecast = None
    if exam is not None:
        forecast = Forecast(material, memory, day, exam, steps, keeps.share)
    traces, spans = forecast.played(minutes) if forecast else (memory.traces, ())
    seen, weight = seen_shares(material, traces)
    needed: int | None = minutes
    if forecast and weight < _ENOUGH:
        needed = forecast.needed(minutes, _ENOUGH)
    return Pace(
        day=day,
        days_left=days_left(goal, day),
        minutes=minutes,
        spent=memory.spent(day),
        questions=today.batch,
        load=today.minutes,
        seen=seen,
        seen_weight=weight,
        needed=needed,
        spans=spans,
        kept=keeps,
    )
