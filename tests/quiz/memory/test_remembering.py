"""The memory is a function of the log, kept or derived anew."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from quiz.logbook.log import Log
from quiz.logbook.mending import mend
from quiz.logbook.records import Flag, Slip
from quiz.memory.deriving import derived
from quiz.memory.remembering import rebuilt, remembered
from tests.quiz.fake_kind import START, at, review


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


def test_what_stays_of_a_log_into_which_older_answers_were_taken_is_derived_again(log, tmp_path):
    answers(log, range(9))
    remembered(log, {}, tmp_path)
    older = [review(f"old{n}", ("t.0",), 0.0, turn=n, at=at(-9000 + n)) for n in range(5)]
    mend(log, datetime(2026, 11, 30), older)  # and killed before the memory was derived anew
    answers(log, range(9, 12))
    memory = remembered(log, {}, tmp_path)
    assert memory.traces == derived(log.reviews()).traces
    assert memory.asked["old0"] == 1 and memory == rebuilt(log, {}, tmp_path)


@pytest.mark.parametrize("kind", ["reviews", "flags", "slips"])
def test_as_much_of_something_else_is_not_what_was_known(log, tmp_path, kind):
    """Another log in the place of this one, which holds as many records."""

    def filled(log, which):
        log.add(review(turn=1, at=at(which if kind == "reviews" else 0)))
        flagged = 7 + (which if kind == "flags" else 0)
        log.add(Flag(START, "s", flagged, "one", 1, 7, "contested"))
        mistake = f"m{which}" if kind == "slips" else "m"
        log.add(Slip(START, "attention", mistake, (f"t.{which}",)))

    filled(log, 1)
    before = remembered(log, {}, tmp_path)
    for path in log.path.parent.iterdir():
        path.unlink()
    filled(log, 2)
    after = remembered(log, {}, tmp_path)
    assert after != before and after == rebuilt(log, {}, tmp_path)


def test_a_memory_on_the_shelf_is_known_by_the_extent_alone(log, tmp_path, monkeypatch):
    answers(log, range(9))
    memory = remembered(log, {}, tmp_path)
    monkeypatch.setattr(Log, "records", lambda _: pytest.fail("the whole log is read"))
    assert remembered(log, {}, tmp_path) == memory
