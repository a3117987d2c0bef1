"""How many of the days of a plan are kept, and what a forecast makes of it."""

from datetime import date, timedelta

import pytest

from quiz.logbook.records import Goal
from quiz.memory.days import study_day
from quiz.memory.memory import Look, Memory
from quiz.planning.agenda import agenda
from quiz.planning.keeping import Kept, kept
from quiz.planning.material import subjects
from quiz.planning.pace import pace
from tests.quiz.fake_kind import START
from tests.quiz.planning.courses import blueprint, entries, syllabus

COURSE = syllabus(40)
MATERIAL = subjects(entries(COURSE, ("choice", "numeric")), COURSE, Memory(), blueprint()).material
MADE = study_day(START)
GOAL = Goal(START, date.fromordinal(MADE + 18), 10)


def studied(*days):
    return Memory(looks=tuple(Look("c", MADE + day, None, 0, 0.0, True) for day in days))


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ((), 0, Kept(0, 0)),
        ((0,), 1, Kept(0, 0)),
        ((0, 1, 1, 3), 4, Kept(2, 3)),
        ((-3, -2, 1, 2), 3, Kept(2, 2)),
        ((1, 2, 3), 3, Kept(2, 2)),
        ((), -5, Kept(0, 0)),
    ],
)
def test_only_whole_days_after_the_plan_was_made_count(days, today, expected):
    assert kept(studied(*days), GOAL, MADE + today) == expected


def test_days_missed_lower_what_is_expected_but_a_single_one_hardly():
    assert Kept(0, 0).share == Kept(9, 9).share == 1
    assert 0.9 <= Kept(2, 3).share < 1
    assert Kept(0, 7).share == pytest.approx(0.5)
    assert Kept(0, 70).share < 0.1


def test_whoever_misses_days_is_promised_less_and_needs_more():
    keeps, misses = studied(1, 2, 3, 4, 5, 6, 7, 8), studied(2, 8)
    loyal, lax = (pace(MATERIAL, memory, GOAL, MADE + 9) for memory in (keeps, misses))
    assert (loyal.kept, lax.kept) == (Kept(8, 8), Kept(2, 8))
    assert lax.seen_weight < loyal.seen_weight
    assert lax.needed > loyal.needed
    minutes = [sum(s.new_minutes + s.review_minutes for s in each.spans) for each in (lax, loyal)]
    assert minutes[0] == pytest.approx(lax.kept.share * minutes[1], rel=0.2)


def test_the_questions_of_today_are_the_same():
    memory, later = studied(8), Goal(START + timedelta(days=8), GOAL.exam, GOAL.minutes)
    assert kept(memory, later, MADE + 9) != kept(memory, GOAL, MADE + 9)
    assert agenda(MATERIAL, memory, later, MADE + 9) == agenda(MATERIAL, memory, GOAL, MADE + 9)


def test_a_new_plan_begins_anew():
    later = Goal(START + timedelta(days=9), GOAL.exam, 10)
    assert kept(studied(2, 8), later, MADE + 10) == Kept(0, 0)
