"""What a simulated class says of questions, a wrong key among them."""

from dataclasses import replace

import pytest

from quiz.items.responses import read_class
from quiz.items.statistics import correlation, item_statistics
from quiz.items.suspicion import suspected
from tests.quiz.items.course_of_learners import OPTIONS, a_class, answered, written

WRONG = {f"q{number:02}": OPTIONS for number in range(25)}


def found(rows, tmp_path, floor=20):
    path = written(rows, tmp_path / "class.jsonl")
    answers = read_class([path], pytest.fail)
    return suspected(item_statistics(answers, WRONG, floor), floor)


def rules(each):
    return [suspicion.rule for suspicion in each.suspicions]


@pytest.mark.parametrize("seed", range(4))
def test_a_wrong_key_is_found_and_comes_first(tmp_path, seed):
    first, *others = found(a_class(seed=seed, wrong_key="q11"), tmp_path)
    assert first.item.question == "q11" and rules(first)[0] in ("key_option", "lure")
    assert first.suspicions[0].fields["name"] == "far"
    assert first.item.discrimination < 0
    assert sum("key" in rule for each in others for rule in rules(each)) <= 1


def test_a_good_question_tells_who_knows(tmp_path):
    items = [each.item for each in found(a_class(learners=200), tmp_path)]
    assert sum(item.discrimination > 0.1 for item in items) >= 23
    assert all(abs(item.discrimination) < abs(item.pull) for item in items)


def test_an_option_that_fools_nobody_is_said(tmp_path):
    seventh = next(e for e in found(a_class(), tmp_path) if e.item.question == "q07")
    assert {use.name: use.count for use in seventh.item.uses}["odd"] == 0
    assert "unused" in rules(seventh)


def test_few_learners_say_nothing_of_who_is_right(tmp_path):
    for each in found(a_class(learners=15, share=1.0), tmp_path):
        assert each.item.discrimination is None and not each.suspicions
    seen = found(a_class(learners=15, share=1.0), tmp_path, floor=10)
    assert all(each.item.discrimination is not None for each in seen)


def test_facility_is_drawn_towards_like_questions(tmp_path):
    rows = a_class()
    rows += [answered("learner-1", "rare", 90, right=False, option="near")]
    rare = next(each.item for each in found(rows, tmp_path) if each.item.question == "rare")
    assert rare.mean == 0 and rare.expected - 0.1 < rare.facility < rare.expected
    hard = [answered(f"learner-{i}", "hard", 91, i % 3 == 0, "near") for i in range(60)]
    of_many = next(e for e in found([*a_class(), *hard], tmp_path) if e.item.question == "hard")
    assert of_many.item.facility == pytest.approx(0.38, abs=0.05)
    assert "harder" in rules(of_many)


def test_worse_than_a_guess_is_suspicious(tmp_path):
    rows = [*a_class(), *(answered(f"learner-{i}", "no", 91, i == 0, "near") for i in range(60))]
    assert "below_chance" in rules(
        next(e for e in found(rows, tmp_path) if e.item.question == "no")
    )


def test_only_the_first_look_counts(tmp_path):
    again = [answered(f"learner-{i}", "q00", 500, right=True) for i in range(60)]
    once, twice = (found(rows, tmp_path) for rows in (a_class(), [*a_class(), *again]))
    firsts = {each.item.question: each.item.mean for each in once}
    late = next(each.item for each in twice if each.item.question == "q00")
    answered_before = {r.learner for r in a_class() if r.review.question == "q00"}
    assert late.learners == 60 and len(answered_before) < 60
    new = 60 - len(answered_before)
    assert late.mean == pytest.approx((firsts["q00"] * len(answered_before) + new) / 60)


def test_a_new_revision_begins_anew(tmp_path):
    rows = a_class()
    rows += [answered(f"learner-{i}", "q00", 300, True, revision=2) for i in range(30)]
    item = next(each.item for each in found(rows, tmp_path) if each.item.question == "q00")
    assert (item.revision, item.learners, item.mean) == (2, 30, 1.0)


def test_doubts_are_collected(tmp_path):
    rows = a_class(learners=30)
    for place in [i for i, row in enumerate(rows) if row.review.question == "q03"][:3]:
        rows[place] = replace(rows[place], doubt="contested", remark=f"really? {place}")
    third = next(each for each in found(rows, tmp_path) if each.item.question == "q03")
    assert (third.item.contested, third.item.unclear, len(third.item.remarks)) == (3, 0, 3)
    assert "doubted" in rules(third)


def test_a_correlation_by_hand():
    assert correlation([0, 1, 2], [1, 2, 3]) == pytest.approx(1)
    assert correlation([0, 1, 0, 1], [1, 0, 1, 0]) == pytest.approx(-1)
    assert correlation([1, 1, 1], [1, 2, 3]) == 0
