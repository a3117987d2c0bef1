"""The order of a day, towards an exam and without one."""

from datetime import date

import pytest

from quiz.logbook.records import Goal
from quiz.memory.forgetting import DEFAULT, Rating, first
from quiz.memory.memory import Memory, Studied, Trace
from quiz.planning.agenda import agenda
from quiz.planning.material import subjects
from quiz.planning.ranking import Horizon, expected_minutes, prior, ranked
from tests.quiz.fake_kind import START
from tests.quiz.planning.courses import entries, syllabus

COURSE = syllabus(12)
MATERIAL = subjects(entries(COURSE), COURSE, Memory()).material
TODAY = date(2026, 11, 22).toordinal()


def goal(days=None, minutes=10):
    exam = None if days is None else date.fromordinal(TODAY + days)
    return Goal(START, exam, minutes)


def trace(days, rating=Rating.GOOD, **changes):
    """What a first look some days ago left behind."""
    made = Trace(*first(DEFAULT, rating), TODAY - days, rating is Rating.GOOD, 1)
    return made._replace(**changes)


def order(traces, **more):
    return agenda(MATERIAL, Memory(traces=traces, **more), None, TODAY).order


def test_due_and_new_ones_take_turns_the_most_overdue_first():
    found = order({"t3.1": trace(4), "t4.1": trace(20), "t5.1": trace(1)})
    assert found[:6] == ("t4.1", "t0.1", "t3.1", "t0.2", "t1.1", "t1.2")
    assert found[-1] == "t5.1" and len(found) == len(MATERIAL.concepts)


def test_what_was_missed_comes_again_from_the_next_day_on():
    missed = {"t3.1": trace(1, Rating.AGAIN), "t4.1": trace(0, Rating.AGAIN)}
    found = order(missed)
    assert found[0] == "t3.1" and found[-1] == "t4.1"
    firmly = trace(1, Rating.AGAIN, stability=50.0)  # believed known, but the answer was wrong
    assert order({"t3.1": firmly})[0] == "t3.1"


def test_if_nothing_is_due_the_next_to_fall_due_comes():
    traces = {c: trace(1, stability=5.0 + i) for i, c in enumerate(MATERIAL.concepts)}
    traces["t9.1"] = trace(1, stability=2.0)
    traces["t8.1"] = trace(0, Rating.AGAIN)
    found = agenda(MATERIAL, Memory(traces=traces), None, TODAY)
    assert found.order[:2] == ("t9.1", "t0.1") and found.order[-1] == "t8.1"
    assert (found.batch, found.minutes) == (0, 0)


def test_todays_share_fits_into_the_minutes_that_are_left():
    whole = agenda(MATERIAL, Memory(), goal(minutes=10), TODAY)
    assert 9.9 <= whole.minutes < 11.5 and whole.batch == pytest.approx(10, abs=2)
    some = Memory(studied=Studied(TODAY, 8.0))
    assert agenda(MATERIAL, some, goal(minutes=10), TODAY).batch < whole.batch / 2
    for days in (None, 9):
        done = Memory(studied=Studied(TODAY, 12.0))
        over = agenda(MATERIAL, done, goal(days), TODAY)
        assert (over.batch, over.minutes) == (0, 0) and len(over.order) == 24
    yesterday = Memory(studied=Studied(TODAY - 1, 12.0))
    assert agenda(MATERIAL, yesterday, goal(minutes=10), TODAY).batch == whole.batch


@pytest.mark.parametrize("days", [0, 1, 2, 20, 500])
def test_with_an_exam_ahead_the_ranking_decides(days):
    memory = Memory(traces={"t3.1": trace(4), "t4.1": trace(9)})
    found = agenda(MATERIAL, memory, goal(days), TODAY)
    horizon = Horizon.daily(TODAY, TODAY + days, 10)
    ranking = ranked(MATERIAL, memory.traces, DEFAULT, prior(()), horizon)
    best = max(range(24), key=ranking.scores.__getitem__)
    assert found.order[0] == MATERIAL.concepts[best]
    assert set(found.order[: found.batch]) == {MATERIAL.concepts[i] for i in ranking.batch}
    cost = expected_minutes(MATERIAL, ranking.believed)
    assert found.minutes == pytest.approx(sum(cost[i] for i in ranking.batch))


def test_today_holds_only_what_can_be_asked_in_the_order_it_is_taught():
    chained = syllabus(12, {f"t{i}": (f"t{i - 1}",) for i in range(1, 12)})
    material = subjects(entries(chained), chained, Memory()).material
    last = {concept: trace(9) for concept in material.concepts[20:]}
    found = agenda(material, Memory(traces=last), goal(9, minutes=5), TODAY)
    seen = set(last)
    for concept in found.order[: found.batch]:
        place = material.concepts.index(concept)
        assert seen.issuperset(material.concepts[before] for before in material.before[place])
        seen.add(concept)
    assert found.batch > 3 and sorted(found.order) == sorted(material.concepts)


def test_an_exam_that_is_past_is_none():
    assert agenda(MATERIAL, Memory(), goal(-1), TODAY) == agenda(MATERIAL, Memory(), goal(), TODAY)


def test_nothing_to_ask_is_no_fault():
    nothing = subjects([], COURSE, Memory()).material
    for days in (None, 0, 5):
        assert not agenda(nothing, Memory(), goal(days), TODAY).order


def test_times_of_the_learner_are_believed():
    slow = subjects(entries(COURSE), COURSE, Memory(seconds={"choice": (300.0,) * 40}))
    found = agenda(slow.material, Memory(), goal(minutes=10), TODAY)
    assert found.batch <= 3
