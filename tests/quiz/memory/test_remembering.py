"""The memory is a function of the log, kept or derived anew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quiz.log import Log
from quiz.memory.remembering import rebuilt, remembered
from quiz.records import Flag, Slip
from tests.quiz.fake_kind import START, review


def answers(log, numbers, **changes):
    for i in numbers:
        at = START + timedelta(days=i // 3, minutes=i)
        log.add(replace(review(f"q{i % 5}", turn=i, score=float(i % 4 > 0)), at=at, **changes))


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "data")


def test_what_is_kept_is_what_is_derived(log, tmp_path):
    for numbers in (range(7), range(7, 20), range(20, 33)):
        answers(log, numbers)
        log.add(Slip(START, "attention", f"m{numbers[0]}", ("t.1",)))
        kept = remembered(log, {}, tmp_path)
        assert remembered(log, {}, tmp_path) == kept
        assert kept == rebuilt(log, {}, tmp_path)
        assert (kept.reviews, kept.slips) == log.extent()[:3:2]


def test_a_flag_against_what_was_read_already_counts(log, tmp_path):
    answers(log, range(9))
    before = remembered(log, {}, tmp_path)
    last = log.reviews()[4]
    log.add(Flag(last.at, last.session, last.turn, last.question, 1, 7, "contested"))
    after = remembered(log, {}, tmp_path)
    assert after != before and after == rebuilt(log, {}, tmp_path)
    assert after.doubted == {(last.question, 1)}


def test_a_new_revision_forgets_old_answers(log, tmp_path):
    answers(log, range(9))
    assert remembered(log, {}, tmp_path).looks
    raised = {f"q{i}": 2 for i in range(5)}
    assert not remembered(log, raised, tmp_path).looks


def test_a_damaged_shelf_is_derived_again(log, tmp_path):
    answers(log, range(5))
    memory = remembered(log, {}, tmp_path)
    (tmp_path / "memory.json").write_text('{"version": 1')
    assert remembered(log, {}, tmp_path) == memory
