"""How long it takes the product to choose among 10,000 questions (quiz/picking.py)."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np

from bench.simulated.fitting import review
from bench.simulated.policies import OURS
from bench.simulated.study import Setting, begun, evenings
from quiz.logbook.records import Goal
from quiz.memory.memory import Memory
from quiz.picking import Plan, PlanPicker
from quiz.planning.agenda import agenda
from quiz.planning.ranking import Material

QUESTIONS = 10_000

_SESSIONS, _TURNS = 10, 12
_DAY, _EXAM = 16, 30


@dataclass(frozen=True)
class _Question:
    id: str
    concepts: tuple[str, ...]
    difficulty: int
    revision: int = 1


@dataclass(frozen=True)
class Cost:
    """Milliseconds, medians over sessions of twelve questions.

    Attributes:
        plan: to rank the concepts of the course, once a session.
        pool: to sort the questions, once a session.
        choice: to choose a question after that.
        longest: the longest choice of a session.
    """

    plan: float
    pool: float
    choice: float
    longest: float


def cost() -> Cost:
    """With a learner half way through a course of 600 concepts."""
    run = begun(Setting("FSRS", 600, _EXAM, 30, True, 1, 0))
    for day in evenings(run, OURS):
        if day == _DAY - 1:
            break
    memory, material = run.belief.memory(0), run.course.material(0)
    pool = [
        _Question(f"{number}", (material.concepts[number % 600],), 1 + number % 5)
        for number in range(QUESTIONS)
    ]
    sessions = [_session(pool, memory, material, seed) for seed in range(_SESSIONS)]
    return Cost(*np.median([list(vars(each).values()) for each in sessions], axis=0).tolist())


def _session(pool: list[_Question], memory: Memory, material: Material, seed: int) -> Cost:
    goal = Goal(datetime.now(UTC), date.fromordinal(_EXAM), 30)
    start = time.perf_counter()
    today = agenda(material, memory, goal, _DAY)
    planned = time.perf_counter()
    areas = {concept: str(place // 40) for place, concept in enumerate(material.concepts)}
    before = {
        concept: tuple(material.concepts[place] for place in needed)
        for concept, needed in zip(material.concepts, material.before, strict=True)
    }
    plan = Plan(today.order, today.batch, areas, before)
    picker = PlanPicker(pool, plan, memory, _DAY, lambda _: True, _TURNS, seed)
    sorted_in = time.perf_counter()
    done, times = [], []
    by_id = {question.id: question for question in pool}
    for turn in range(_TURNS):
        began = time.perf_counter()
        pick = picker.pick(done)
        times.append(time.perf_counter() - began)
        if pick is None:
            break
        concept = by_id[pick.question].concepts[0]
        answer = review(datetime.now(UTC), turn + 1, concept, 0.0, bool(turn % 2))
        done.append(replace(answer, question=pick.question, again=pick.again))
    spans = (planned - start, sorted_in - planned, float(np.median(times)), max(times))
    return Cost(*(1e3 * span for span in spans))
