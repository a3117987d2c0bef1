"""What there is still to do today and tomorrow, as the end of a session tells it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.logbook.records import Goal
from quiz.memory.memory import Memory
from quiz.planning.agenda import agenda, days_left
from quiz.planning.ranking import Material


@dataclass(frozen=True)
class Load:
    """Some questions, and the minutes that they take."""

    questions: int
    minutes: float


@dataclass(frozen=True)
class Upcoming:
    """What comes after a session.

    Attributes:
        goal: what the learner prepares for; None if nothing is set.
        days_left: until the exam: 0 on its day, below if it is past; None without one.
        spent: minutes studied today.
        today, tomorrow: what is left of today, and the day after if today's is done.
    """

    goal: Goal | None
    days_left: int | None
    spent: float
    today: Load
    tomorrow: Load


def upcoming(material: Material, memory: Memory, goal: Goal | None, day: int) -> Upcoming:
    """What comes next.

    Args:
        material: what there is to study.
        memory: what is remembered, with the session that has ended.
        goal: what the learner prepares for.
        day: today (quiz/memory/days.py).
    """
    today, tomorrow = (agenda(material, memory, goal, each) for each in (day, day + 1))
    return Upcoming(
        goal=goal,
        days_left=days_left(goal, day),
        spent=memory.spent(day),
        today=Load(today.batch, today.minutes),
        tomorrow=Load(tomorrow.batch, tomorrow.minutes),
    )
