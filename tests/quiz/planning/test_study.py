"""A made-up learner studies the real course for some days, with and without an exam ahead."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from quiz.bank.bank import Bank
from quiz.exam.blueprints import load_blueprints
from quiz.logbook.records import Goal
from quiz.memory.days import study_day
from quiz.memory.deriving import derived
from quiz.memory.standing import Standing, standing
from quiz.picking import PlanPicker
from quiz.planning.habits import TYPICAL
from quiz.planning.material import subjects
from quiz.planning.pace import pace
from quiz.sitting import plan_of
from tests.quiz.fake_kind import review

FOLDER = Path(__file__).resolve().parents[3] / "questions"
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FIRST = study_day(START)


@pytest.fixture(scope="module")
def bank():
    return Bank.open(FOLDER)


@pytest.fixture(scope="module")
def exam():
    return load_blueprints(FOLDER)["final"]


class Session(NamedTuple):
    day: int
    before: dict  # the standing of each concept that was asked
    reviews: list


class Learner:
    """Knows half of what is new, remembers as FSRS says, and takes the usual time."""

    def __init__(self, bank, goal=None, exam=None, seed=1):
        self.bank, self.goal, self.exam = bank, goal, exam
        self.rng = random.Random(seed)
        self.log, self.sessions = [], []

    def study(self, day, number, count=12):
        now = START + timedelta(days=day, hours=number)
        memory, today = derived(self.log), FIRST + day
        what = subjects(self.bank.entries, self.bank.syllabus, memory, self.exam)
        plan = plan_of(what, memory, self.goal, today)
        seed = self.rng.randrange(1000)
        picker = PlanPicker(self.bank.entries, plan, memory, today, lambda id: True, count, seed)
        done, before = [], {}
        while pick := picker.pick(done):
            entry = self.bank.find(pick.question)
            concept = entry.concepts[0]
            before[concept] = standing(memory, concept, today)
            knows = 0.95 if pick.again else memory.recall(concept, today)
            right = self.rng.random() < (0.5 if knows is None else knows)
            done.append(self.answer(entry, pick, right, now, f"{day}.{number}", len(done) + 1))
        self.log += done
        self.sessions.append(Session(day, before, done))

    def answer(self, entry, pick, right, now, session, turn):
        return review(
            entry.id,
            entry.concepts,
            float(right),
            at=now + timedelta(minutes=turn),
            session=session,
            turn=turn,
            again=pick.again,
            kind=entry.kind,
            difficulty=entry.difficulty,
            chance=TYPICAL[entry.kind].chance,
            seconds=60 * TYPICAL[entry.kind].minutes,
        )

    def asked(self, *days):
        """The primary concepts of the sessions of some days, in their order."""
        return [
            [review.concepts[0] for review in session.reviews if not review.again]
            for session in self.sessions
            if session.day in days
        ]


def keeps_the_rules(learner, bank, count=12):
    before = subjects(bank.entries, bank.syllabus, derived([])).before
    seen = set()
    for session in learner.asked(*range(99)):
        assert len(session) == len(set(session)) == count
        for concept in session:
            assert seen >= set(before[concept]), concept
            seen.add(concept)
    for session in learner.sessions:
        first = session.reviews[0]
        assert first.difficulty <= 2 and session.before[first.concepts[0]] is not Standing.WEAK
        areas = {bank.find(review.question).area for review in session.reviews}
        assert count < 12 or len(areas) > 1
    return seen


def test_without_an_exam_misses_come_back_the_next_day_between_what_is_new(bank):
    learner = Learner(bank)
    for day in range(6):
        learner.study(day, 0)
        learner.study(day, 1)
    seen = keeps_the_rules(learner, bank)
    for day in range(5):
        missed = {r.concepts[0] for s in learner.sessions if s.day == day for r in s.reviews}
        weak = {c for c in missed if not derived(log_until(learner, day)).traces[c].passed}
        tomorrow = {concept for session in learner.asked(day + 1) for concept in session}
        assert len(weak & tomorrow) >= 0.8 * min(len(weak), 10)
    kinds = Counter(how for session in learner.sessions[2:] for how in session.before.values())
    assert kinds[Standing.NEW] > 30 and kinds[Standing.WEAK] > 20
    assert len(seen) > 60


def log_until(learner, day):
    return [review for review in learner.log if study_day(review.at) <= FIRST + day]


def test_towards_an_exam_the_course_is_seen_as_the_pace_foresaw(bank, exam):
    days, minutes = 7, 30
    goal = Goal(START, date.fromordinal(FIRST + days), minutes)
    learner = Learner(bank, goal, exam)
    what = subjects(bank.entries, bank.syllabus, derived([]), exam)
    foreseen = pace(what.material, derived([]), goal, FIRST)
    for day in range(days):
        number = 0
        while derived(learner.log).spent(FIRST + day) < minutes:
            learner.study(day, number, count=4)
            number += 1
    seen = keeps_the_rules(learner, bank, count=4)
    areas = {what.areas[concept] for session in learner.asked(0, 1) for concept in session}
    assert len(areas) >= 8
    weights = dict(zip(what.material.concepts, what.material.weights, strict=True))
    weight = sum(weights[concept] for concept in seen)
    assert weight == pytest.approx(foreseen.seen_weight, abs=0.1)
    later = pace(what.material, derived(learner.log), goal, FIRST + days)
    assert later.seen_weight >= weight
