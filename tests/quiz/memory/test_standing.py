"""How a learner stands with a concept."""

from dataclasses import replace
from datetime import timedelta

from quiz.memory.days import study_day
from quiz.memory.deriving import derived
from quiz.memory.standing import Standing, standing
from tests.quiz.fake_kind import START, at, review

TODAY = study_day(START)


def stands(*reviews, concept="t.1", days=0):
    return standing(derived(reviews), concept, TODAY + days)


def test_the_latest_look_decides():
    assert stands() is Standing.NEW
    assert stands(review(score=1.0), review(score=0.0, at=at(9))) is Standing.WEAK
    later = replace(review(score=0.7), at=START + timedelta(days=1))
    assert stands(review(score=0.0), later, days=1) is Standing.KNOWN
    assert stands(later, concept="t.2", days=1) is Standing.NEW


def test_what_was_known_fades_and_what_was_missed_stays_weak():
    assert stands(review(), days=1) is Standing.KNOWN
    assert stands(review(), days=10) is Standing.FADING
    assert stands(review(score=0.0), days=10) is Standing.WEAK


def test_a_miss_made_good_at_once_stays_weak():
    again = review("two", again="one", at=at(9))
    assert stands(review(score=0.0), again) is Standing.WEAK
    # What is asked about its basis instead says as much as any other answer.
    basis = replace(again, concepts=("t.2",))
    assert stands(review(score=0.0), basis, concept="t.2") is Standing.KNOWN


def test_what_the_answer_betrays_is_weak_too_and_other_concepts_are_untouched():
    missed = review(concepts=("t.1", "t.2"), score=0.0, betrayed=("t.3",))
    found = [stands(missed, concept=f"t.{i}") for i in (1, 2, 3)]
    assert found == [Standing.WEAK, Standing.NEW, Standing.WEAK]
