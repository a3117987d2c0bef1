"""Weeks and times, as the log has them."""

from dataclasses import replace
from datetime import date, timedelta

from quiz.readiness.trends import tempos, weeks
from tests.quiz.fake_kind import START, review


def on(day, id="one", concepts=("t.1",), **more):
    return replace(review(id, concepts, **more), at=START + timedelta(days=day))


def every(review):
    return True


def test_weeks_begin_on_monday_and_none_is_left_out():
    # START is a Sunday.
    found = weeks([on(0), on(1), on(15)], {}, every)
    assert [week.monday for week in found] == [
        date(2026, 11, 16),
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 7),
    ]
    assert [week.answers for week in found] == [1, 1, 0, 1]


def test_a_week_counts_first_tries_minutes_and_what_is_newly_known():
    reviews = [
        on(1, score=0.0, seconds=30.0),
        on(1, again="one", seconds=30.0),
        on(2, "two", ("t.2",), seconds=60.0),
        on(3, "two", ("t.2",), seconds=5000.0),
        on(8, "two", ("t.2",)),
        on(9),
    ]
    first, second = weeks(reviews, {}, every)
    assert (first.answers, first.tried, first.passed, first.newly) == (4, 3, 2, 1)
    assert first.minutes == 12.0
    assert (second.tried, second.newly) == (2, 1)


def test_what_does_not_count_is_left_out():
    reviews = [on(0, doubted=True), on(0, outcome="broken", score=None), on(0, "old")]
    assert weeks(reviews, {"old": 2}, every) == ()
    assert weeks([on(0)], {}, lambda review: review.topic == "other") == ()


def test_times_by_kind_with_the_longest_first():
    reviews = [on(0, seconds=20.0), on(0, seconds=40.0), on(0, kind="numeric", seconds=7000.0)]
    numeric, term = tempos(reviews, {}, every)
    assert (numeric.kind, numeric.answers, numeric.seconds, numeric.minutes) == (
        "numeric",
        1,
        600.0,
        10.0,
    )
    assert (term.kind, term.seconds, term.minutes) == ("text", 30.0, 1.0)


def test_kinds_and_weeks_count_the_same_answers():
    reviews = [
        on(0, seconds=20.0),
        on(0, again="one", seconds=40.0),
        on(0, outcome="skipped", score=0.0, seconds=15.0),
        on(1, kind="numeric", outcome="skipped", score=0.0, seconds=45.0),
        on(1, doubted=True),
        on(1, "old"),
        on(9, outcome="broken", score=None),
        on(9, outcome="open", score=None),
    ]
    text, numeric = tempos(reviews, {"old": 2}, every)
    counted = weeks(reviews, {"old": 2}, every)
    assert (text.answers, text.skipped, text.seconds) == (3, 1, 30.0)
    assert (numeric.answers, numeric.skipped, numeric.seconds) == (1, 1, None)
    assert sum(week.answers for week in counted) == text.answers + numeric.answers
    assert sum(week.minutes for week in counted) == text.minutes + numeric.minutes == 2.0
