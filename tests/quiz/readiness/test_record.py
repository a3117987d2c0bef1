"""What was expected of answers, and how that came true."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from basis.texts import Text
from quiz.exam.exam import Exam, Forecast
from quiz.exam.paper import Item, Paper
from quiz.logbook.records import Slip, Step
from quiz.memory.forgetting import DEFAULT
from quiz.readiness.record import Foreseen, calibration, forecasts, tracked
from tests.quiz.fake_kind import START, review
from tests.quiz.readiness.learner import Learner

SLIPS = (Slip(START + timedelta(days=12), "attention", "missing-scale", ("c.1", "c.2"), after=150),)


def foreseen(reviews):
    return tracked(reviews, (), {}).answers


def test_every_first_answer_of_a_day_about_a_concept_was_foreseen():
    learner = Learner(0)
    answers = foreseen(learner.reviews)
    looks = learner.memory().looks
    assert [(a.concept, a.day, a.came) for a in answers] == [
        (look.concept, look.day, look.passed) for look in looks
    ]
    assert all(0 < answer.chance < 1 for answer in answers)


def test_nothing_is_foreseen_with_hindsight():
    learner = Learner(1)
    whole = foreseen(learner.reviews)
    for cut in (96, 100, 103, 168, 225, 226):  # also in the middle of a day, and at milestones
        early = foreseen(learner.reviews[:cut])
        assert len(early) == cut and whole[:cut] == early


def test_the_answers_of_a_day_change_nothing_that_was_foreseen_on_it():
    learner = Learner(2, factor=0.2)
    for day in (8, 9, 18, 19):  # reviews 100 and 225, to which parameters are fitted, are in these
        start = 12 * day
        reviews = learner.reviews[: start + 12]
        others = [replace(each, score=1 - each.score) for each in reviews[start:]]
        said, instead = (
            [answer.chance for answer in foreseen([*reviews[:start], *today])]
            for today in (reviews[start:], others)
        )
        assert said == instead and len(said) == start + 12


@pytest.mark.parametrize("pace", [1, 12, 90])
def test_a_record_goes_on_from_where_it_was(pace):
    """By the day and by the answer, over milestones at 100 and 225: as if from the beginning."""
    learner, track = Learner(5, factor=0.3), None
    first = 60 if pace > 1 else 220
    for upto in (*range(first, 240, pace), 240):
        reviews, slips = learner.reviews[:upto], SLIPS if upto > 150 else ()
        track = tracked(reviews, slips, {}, track)
        if upto % 5 == 0 or pace > 1:
            assert track == tracked(reviews, slips, {})
    assert track.memory.parameters != DEFAULT and 0 < track.settled < len(track.answers)


def test_predictions_beat_the_base_rate_of_a_learner_who_forgets():
    answers = foreseen(Learner(5, days=30, looks=14, factor=0.3).reviews)
    assert calibration(answers).brier < calibration(answers).base


def test_the_brier_score_and_the_tenths_by_hand():
    answers = [
        Foreseen("a", 1, 0.25, False),
        Foreseen("b", 1, 0.21, True),
        Foreseen("c", 1, 1.0, True),
    ]
    made = calibration(answers)
    assert made.brier == pytest.approx((0.0625 + 0.6241 + 0) / 3)
    assert made.base == pytest.approx(2 / 9)
    low, high = made.tenths
    assert (low.low, low.answers, low.came) == (0.2, 2, 0.5) and low.predicted == pytest.approx(
        0.23
    )
    assert (high.low, high.answers, high.predicted, high.came) == (0.9, 1, 1.0, 1.0)
    assert calibration([]) is None


def exam(id, told, score):
    paper = Paper("final", Text("시험", "exam"), 60, 1, (Item("q", 1, "a", 1, 2.0),))
    made = Exam(id, paper, START, ("d",), told and Forecast(*told))
    end = {"schema": 1, "score": score, "points": 2 * score / 100, "of": 2.0, "how": "time"}
    value = json.dumps({**end, "seconds": 9.0, "items": [["marked", score / 100]]})
    return [made.begin(), made.step(START + timedelta(hours=1), "end", value=value)]


def test_mock_exams_stand_beside_their_forecasts():
    steps = [
        *exam("one", (55, 62, 70), 63.0),
        *exam("two", None, 80.0),
        *exam("three", (5, 9, 14), 20.0),
    ]
    one, three = forecasts(steps)
    assert (one.low, one.high, one.score, one.held) == (55, 70, 63.0, True)
    assert not three.held


@pytest.mark.parametrize(
    ("fates", "counts"),
    [
        (["marked"] * 10, True),
        (["marked"] * 6 + ["blank"] * 2 + ["unseen"] * 2, True),
        (["marked"] * 7 + ["unseen"] * 3, False),
        (["marked"] * 4 + ["void"] * 5 + ["unseen"], True),
        (["blank"] * 10, False),
    ],
)
def test_a_paper_that_was_not_sat_in_earnest_says_nothing(fates, counts):
    items = tuple(Item(f"q{n}", 1, "a", 1, 1.0) for n in range(10))
    paper = Paper("final", Text("시험", "exam"), 60, 1, items)
    made = Exam("one", paper, START, ("d",) * 10, Forecast(54, 70, 82))
    scores = [None if fate == "void" else float(fate == "marked") for fate in fates]
    form = {"schema": 1, "score": 8.0, "points": 0.8, "of": 10.0, "how": "time", "seconds": 60.0}
    value = json.dumps({**form, "items": [*zip(fates, scores, strict=True)]})
    steps = [made.begin(), made.step(START + timedelta(minutes=1), "end", value=value)]
    assert len(forecasts(steps)) == counts


@pytest.mark.parametrize("value", ["", "[]", "7", '{"schema": 99}', '{"schema": 1}'])
def test_an_end_that_makes_no_sense_is_passed_over(value):
    begin, _ = exam("one", (55, 62, 70), 63.0)
    assert forecasts([begin, Step(START, "one", "end", value=value)]) == ()
    assert forecasts([Step(START, "one", "begin", value=value)]) == ()


def test_a_short_log_has_a_record_too():
    assert foreseen([]) == ()
    (only,) = foreseen([review()])
    assert only.chance == pytest.approx(0.3) and only.came
