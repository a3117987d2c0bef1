"""In which order the concepts of a day are best asked: towards an exam, or without one. Pure.

With an exam ahead the ranking decides (quiz/planning/ranking.py). Without one it is ordinary spaced
repetition: what is due, the most overdue first, in turns with new concepts; then what falls due
next, so that there is always something to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from quiz.logbook.records import Goal
from quiz.memory.days import day_of
from quiz.memory.forgetting import recall
from quiz.memory.memory import Memory, Trace
from quiz.memory.standing import DUE
from quiz.planning.forecast import asked
from quiz.planning.ranking import Horizon, Material, expected_minutes, prior, ranked

#: A day's minutes where the learner has set none.
MINUTES = 30


@dataclass(frozen=True)
class Agenda:
    """What to ask on a day.

    Attributes:
        order: concepts, what is best asked first first.
        batch: how many of them belong to today.
        minutes: what today's take.
    """

    order: Sequence[str]
    batch: int
    minutes: float


def agenda(material: Material, memory: Memory, goal: Goal | None, day: int) -> Agenda:
    """What to ask on a day, as far as it is not over yet.

    Args:
        material: what there is to study.
        memory: what is remembered.
        goal: what the learner prepares for; an exam that is past counts as none.
        day: today (quiz/memory/days.py).
    """
    minutes = goal.minutes if goal else MINUTES
    spent = memory.spent(day)
    exam = exam_ahead(goal, day)
    if exam is None:
        return _spaced(material, memory, day, minutes - spent)
    horizon = Horizon.daily(day, exam, minutes, spent)
    ranking = ranked(material, memory.traces, memory.parameters, prior(memory.looks), horizon)
    cost = expected_minutes(material, ranking.believed)
    # In teaching order, so that each comes after what it requires.
    today = sorted(asked(material, ranking, cost, memory.traces, horizon.today))
    later = set(range(len(cost))).difference(today)
    order = [*today, *sorted(later, key=lambda place: -ranking.scores[place])]
    return Agenda(_named(material, order), len(today), sum(cost[place] for place in today))


def exam_ahead(goal: Goal | None, day: int) -> int | None:
    """The day of the exam, if there is one and it is not past."""
    left = days_left(goal, day)
    return day + left if left is not None and left >= 0 else None


def days_left(goal: Goal | None, day: int) -> int | None:
    """Days until the exam: 0 on its day, below if it is past; None without one.

    Args:
        goal: what the learner prepares for.
        day: today (quiz/memory/days.py): the night before the exam is not its day yet.
    """
    return day_of(goal.exam) - day if goal and goal.exam else None


def _spaced(material: Material, memory: Memory, day: int, minutes: float) -> Agenda:
    """Due ones in turns with new ones, then the next to fall due."""
    traces = [memory.traces.get(concept) for concept in material.concepts]
    chances = [
        recall(memory.parameters, trace.stability, day - trace.day) if trace else None
        for trace in traces
    ]
    due, new, later = [], [], []
    for place, (trace, chance) in enumerate(zip(traces, chances, strict=True)):
        if trace is None or chance is None:
            new.append(place)
        elif _is_due(trace, chance, day):
            due.append((chance, place))
        else:
            later.append((trace.day == day, trace.day + trace.stability, place))
    reviews = [place for _, place in sorted(due)]
    turns = chain.from_iterable(zip_longest(reviews, new))
    today = [place for place in turns if place is not None]
    batch, total = 0, 0.0
    known = prior(memory.looks).known
    for place in today:
        if total >= minutes:
            break
        chance = chances[place]
        total += _minutes(material, place, known if chance is None else chance)
        batch += 1
    order = [*today, *(place for *_, place in sorted(later))]
    return Agenda(_named(material, order), batch, total)


def _named(material: Material, places: Iterable[int]) -> tuple[str, ...]:
    return tuple(material.concepts[place] for place in places)


def _is_due(trace: Trace, chance: float, day: int) -> bool:
    """What was missed is due on the next day, whatever is believed of it."""
    return chance < DUE or (not trace.passed and trace.day < day)


def _minutes(material: Material, place: int, known: float) -> float:
    """As `quiz.planning.ranking.expected_minutes`, of one concept."""
    missed = (1 - material.chances[place]) * (1 - known)
    return material.minutes[place] + material.reread * missed
