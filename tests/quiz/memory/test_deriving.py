"""What a review does to the memory of its concept, and of those it betrays."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from quiz.logbook.records import Slip
from quiz.memory.days import study_day
from quiz.memory.deriving import continued, derived
from quiz.memory.forgetting import DEFAULT, Rating, first, following
from quiz.memory.memory import Look, Pending
from tests.quiz.fake_kind import START, review

DAY = study_day(START)


def on(day, **more):
    return replace(review(**more), at=START + timedelta(days=day))


def state(*reviews, concept="t.1", **more):
    trace = derived(reviews, **more).traces[concept]
    return trace.stability, trace.difficulty


@pytest.mark.parametrize(
    ("changes", "rating"),
    [
        ({"score": 0.6}, Rating.GOOD),
        ({"score": 0.59}, Rating.AGAIN),
        ({"score": 0.0, "outcome": "skipped"}, Rating.AGAIN),
        ({"chance": 0.5}, Rating.HARD),
        ({"chance": 0.25}, Rating.GOOD),
        ({"hinted": True}, Rating.HARD),
    ],
)
def test_a_mark_is_a_rating(changes, rating):
    assert state(on(0, **changes)) == pytest.approx(first(DEFAULT, rating))


def test_the_second_look_counts_the_days():
    once = first(DEFAULT, Rating.GOOD)
    again = following(DEFAULT, *once, 3, Rating.AGAIN)
    assert state(on(0), on(3, score=0.0)) == pytest.approx(again)


@pytest.mark.parametrize("spoiled", [{"doubted": True}, {"outcome": "broken", "score": None}])
def test_what_does_not_count_changes_nothing(spoiled):
    assert not derived([on(0, **spoiled)]).traces


def test_only_the_primary_concept_changes_but_for_what_is_betrayed():
    memory = derived([on(0, concepts=("t.1", "t.2"), score=0.0, betrayed=("t.3", "t.1"))])
    assert memory.traces.keys() == {"t.1", "t.3"}
    assert [look.concept for look in memory.looks] == ["t.1"]


def test_a_miss_made_good_the_same_day_stays_weak():
    memory = derived([on(0, score=0.0), on(0, again="one")])
    assert not memory.traces["t.1"].passed and memory.traces["t.1"].looks == 1
    assert derived([on(0, score=0.0), on(1)]).traces["t.1"].passed


def test_what_a_missed_concept_builds_on_is_asked_in_its_place_and_counts():
    memory = derived([on(0, score=0.0), on(0, concepts=("t.2",), again="one")])
    assert memory.traces["t.2"].passed


def test_the_minutes_of_a_day_are_those_that_passed():
    first, second = on(0, seconds=60.0), on(0, seconds=30.0, score=0.0)
    opened = on(0, seconds=500.0, outcome="open", score=None)
    memory = derived([on(-1, seconds=600.0), first, opened, second])
    assert memory.spent(DAY) == pytest.approx(1 + 0.5)
    assert memory.spent(DAY - 1) == memory.spent(DAY + 1) == 0
    assert derived([on(0, seconds=9e9)]).spent(DAY) == 10  # had gone for coffee


def in_turn(turn, after, **more):
    return replace(review(turn=turn, **more), at=START + timedelta(seconds=after))


def test_skipping_through_is_not_studying():
    skipped = [
        in_turn(n, n / 80, seconds=1 / 80, score=0.0, outcome="skipped") for n in range(1, 25)
    ]
    memory = derived(skipped)
    assert memory.spent(DAY) < 0.02 and not memory.seconds


@pytest.mark.parametrize(
    ("second", "minutes"),
    [
        (in_turn(2, 150, seconds=30.0), 2.0),  # half a minute of reading on
        (in_turn(2, 9000, seconds=30.0), 3.5),  # coffee
        (in_turn(1, 150, seconds=30.0), 1.5),  # another session
        (in_turn(2, 80, seconds=30.0), 1.5),  # a clock that was set back
        (in_turn(2, 150, seconds=30.0, mode="exam"), 1.5),  # the clock of an exam ran on
    ],
)
def test_reading_on_counts_as_long_as_it_took(second, minutes):
    first = in_turn(1, 90, seconds=60.0, score=0.0)
    assert derived([first, second]).spent(DAY) == pytest.approx(minutes)
    assert continued(derived([first]), [second]).spent(DAY) == pytest.approx(minutes)


def test_looks_hold_what_was_expected():
    memory = derived([on(0), on(2, score=0.0, mode="exam")])
    early, late = memory.looks
    assert early == Look("t.1", DAY, None, 0, 0.0, True)
    assert late[:2] == ("t.1", DAY + 2) and late.days == 2 and not late.passed
    assert 0.85 < late.recall < 0.95


def test_a_clock_that_was_set_back_makes_no_time_run_backwards():
    ahead = derived([on(400), on(0), on(2)])
    assert ahead.traces["t.1"].day == DAY + 2
    twice = following(DEFAULT, *first(DEFAULT, Rating.GOOD), 0, Rating.GOOD)
    assert state(on(400), on(0)) == pytest.approx(twice)


def test_a_mistake_in_code_lowers_its_concepts_until_they_are_asked():
    slip = Slip(START + timedelta(days=1), "attention", "missing-scale", ("t.1",), after=1)
    lowered = derived([on(0)], [slip])
    assert not lowered.traces["t.1"].passed
    assert lowered.pending == {"t.1": Pending("attention", "missing-scale", DAY + 1)}
    assert not derived([on(0), on(1)], [slip]).pending


def test_a_slip_stands_where_it_was_kept():
    early = Slip(START, "attention", "m", ("t.1",), after=0)
    late = replace(early, after=2)
    reviews = [on(0), on(3)]
    assert derived(reviews, [early]) != derived(reviews, [late])


def test_a_day_ends_when_people_sleep():
    seoul = timezone(timedelta(hours=9))
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=seoul)
    assert study_day(evening) == study_day(evening + timedelta(hours=2))
    assert study_day(evening + timedelta(hours=9)) == study_day(evening) + 1


def test_times_are_kept_by_kind_and_clipped():
    memory = derived([on(0, seconds=3000.0), on(0, seconds=20.0, again="one"), on(1, seconds=9.0)])
    assert memory.seconds == {"text": (600.0, 9.0)}
