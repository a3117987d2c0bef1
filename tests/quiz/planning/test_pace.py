"""Whether the pace suffices, and what the days until the exam look like."""

import random
from collections import Counter
from datetime import date

import pytest

from quiz.logbook.records import Goal
from quiz.memory.forgetting import DEFAULT, Rating, first, following
from quiz.memory.memory import Memory, Studied, Trace
from quiz.memory.standing import Standing, standing
from quiz.planning.forecast import MOST_MINUTES, Forecast, looked
from quiz.planning.material import subjects
from quiz.planning.pace import pace
from tests.quiz.fake_kind import START
from tests.quiz.planning.courses import blueprint, entries, syllabus

COURSE = syllabus(40)
MATERIAL = subjects(entries(COURSE, ("choice", "numeric")), COURSE, Memory(), blueprint()).material
TODAY = date(2026, 11, 22).toordinal()


def paced(days=None, minutes=30, memory=Memory(), **more):  # noqa: B008
    exam = None if days is None else date.fromordinal(TODAY + days)
    return pace(MATERIAL, memory, Goal(START, exam, minutes), TODAY, **more)


def test_plenty_of_time_suffices_and_too_little_does_not():
    plenty, little = paced(20), paced(4, minutes=10)
    assert plenty.suffices and plenty.needed == 30 and plenty.seen == 1
    assert not little.suffices and little.needed > 10 and little.seen_weight < 0.95
    assert little.seen_weight > little.seen, "what the exam asks for most comes first"


@pytest.mark.parametrize("days", [2, 5, 9, 14, 17, 21, 30, 60])
@pytest.mark.parametrize("minutes", [5, 8])
def test_the_minutes_that_would_suffice_do_once_they_are_set(days, minutes):
    needed = paced(days, minutes).needed
    assert needed >= minutes and paced(days, needed).suffices
    assert needed == minutes or not paced(days, needed - 10).suffices


@pytest.mark.parametrize("days", [0, 1, 2, 9, 40])
@pytest.mark.parametrize("minutes", [7, 20, 30])
@pytest.mark.parametrize("studied", [0.0, 9.0, 99.0])
def test_today_is_the_first_of_the_days(days, minutes, studied):
    traces = {f"t{i}.1": Trace(3.0, 5.0, TODAY - i, i % 2 == 0, 1) for i in range(1, 20, 3)}
    memory = Memory(traces=traces, studied=Studied(TODAY, studied))
    requires = {f"t{i}": (f"t{i - 1}",) for i in range(1, 40)}
    chained = syllabus(40, requires)
    material = subjects(entries(chained, ("numeric",)), chained, Memory(), blueprint()).material
    goal = Goal(START, date.fromordinal(TODAY + days), minutes)
    found = pace(material, memory, goal, TODAY)
    first = found.spans[0]
    assert first.new + first.reviews == found.questions
    assert first.new_minutes + first.review_minutes == pytest.approx(found.load)
    assert bool(found.questions) == (studied < minutes)


def test_no_day_is_long_enough_for_everything():
    course = syllabus(2000)
    many = subjects(entries(course, ("essay",)), course, Memory()).material
    found = pace(many, Memory(), Goal(START, date.fromordinal(TODAY + 1), 30), TODAY)
    assert found.needed is None and not found.suffices and MOST_MINUTES == 720


def test_the_days_until_the_exam_are_counted_through():
    for days in (0, 1, 2, 13, 14, 15, 40, 365, 1000):
        spans = paced(days).spans
        assert [span.day for span in spans] == sorted({span.day for span in spans})
        assert spans[0].day == TODAY and spans[0].days == 1
        assert sum(span.days for span in spans) == max(1, days)
        ends = [span.day + span.days for span in spans]
        assert ends[:-1] == [span.day for span in spans[1:]] and len(spans) <= 14
    assert len(paced(30, steps=30).spans) == 30


def test_each_day_takes_about_its_minutes_while_there_is_something_to_do():
    for span in paced(5, minutes=20).spans:
        assert 19 < span.new_minutes + span.review_minutes < 24
    assert sum(span.new for span in paced(20).spans) == 80


def test_without_an_exam_ahead_there_is_today():
    memory = Memory(traces={"t0.1": Trace(2.0, 5.0, TODAY - 9, True, 1)})
    for days, left in ((None, None), (-3, -3)):
        found = paced(days, memory=memory)
        assert found.days_left == left
        assert found.suffices and not found.spans
        assert found.seen == pytest.approx(1 / 80) and found.questions > 10
    assert pace(MATERIAL, Memory(), None, TODAY).minutes == 30


def test_standings_and_the_time_spent_today():
    traces = {
        "t0.1": Trace(90.0, 5.0, TODAY - 1, True, 1),
        "t0.2": Trace(2.0, 5.0, TODAY - 9, True, 1),
        "t1.1": Trace(2.0, 5.0, TODAY - 1, False, 1),
    }
    memory = Memory(traces=traces, studied=Studied(TODAY, 12.0))
    found = paced(9, memory=memory)
    counts = {Standing.KNOWN: 1, Standing.FADING: 1, Standing.WEAK: 1, Standing.NEW: 77}
    assert Counter(standing(memory, concept, TODAY) for concept in MATERIAL.concepts) == counts
    assert found.spent == 12 and found.load < 21
    assert paced(9, memory=Memory(studied=Studied(TODAY, 99.0))).questions == 0


@pytest.mark.parametrize("days", [None, -1, 0, 1, 9])
def test_nothing_to_study_is_no_fault(days):
    nothing = subjects([], COURSE, Memory(), blueprint()).material
    exam = None if days is None else date.fromordinal(TODAY + days)
    found = pace(nothing, Memory(), Goal(START, exam, 30), TODAY)
    assert found.suffices and found.seen == found.seen_weight == 1 and found.questions == 0


def test_a_look_leaves_what_is_between_a_hit_and_a_miss():
    rng = random.Random(3)
    for _ in range(100):
        before = Trace(rng.uniform(0.5, 30), rng.uniform(1, 10), TODAY - 4, True, 2)
        right = following(DEFAULT, before.stability, before.difficulty, 4, Rating.GOOD)
        wrong = following(DEFAULT, before.stability, before.difficulty, 4, Rating.AGAIN)
        after = looked(DEFAULT, before, TODAY, rng.random(), 0.0)
        assert wrong[0] <= after.stability <= right[0] and right[1] <= after.difficulty <= wrong[1]
        assert after.looks == 3 and after.day == TODAY
    assert looked(DEFAULT, None, TODAY, 1.0, 0.5)[:2] == pytest.approx(first(DEFAULT, Rating.HARD))


def test_a_pace_of_less_than_nothing_ends_the_search_too():
    forecast = Forecast(MATERIAL, Memory(), TODAY, TODAY + 9)
    paces = [forecast.needed(minutes, 1.0) for minutes in (-(2**62), -5, -1, 0)]
    assert paces[0] is not None and len(set(paces)) == 1
    assert forecast.needed(2**62, 1.1) is None


def test_playing_changes_nothing():
    traces = {"t0.1": Trace(2.0, 5.0, TODAY - 9, True, 1)}
    memory = Memory(traces=traces)
    forecast = Forecast(MATERIAL, memory, TODAY, TODAY + 9)
    assert forecast.played(30) == forecast.played(30)
    assert memory.traces == {"t0.1": Trace(2.0, 5.0, TODAY - 9, True, 1)}
