"""What is kept of an exam that is open in several windows."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from quiz.errors import LogError
from quiz.exam.events import Keep
from quiz.exam.windows import Window
from quiz.keeping import Keeper
from quiz.log import Log
from quiz.records import Step
from tests.quiz.fake_kind import at, review


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "data")


def opened(log, warn=pytest.fail):
    return Window(Keeper(log, warn), log.records().steps)


def step(second, what, exam="e"):
    return Keep((Step(at(second), exam, what),))


def test_answers_of_others_stand_in_the_way_of_the_end_until_they_are_known(log):
    one, two = opened(log), opened(log)
    assert one.keep(step(1, "begin")) and two.keep(step(2, "answer"))
    assert one.keep(step(3, "answer"))  # whoever answers need not know
    assert not one.keep(step(4, "closed"))
    assert [kept.at for kept in one.steps] == [at(1), at(2), at(3)]
    assert one.keep(step(4, "closed"))
    assert not two.keep(step(5, "answer")) and two.keep(step(6, "resumed"))


def test_other_exams_do_not_stand_in_the_way(log):
    one, two = opened(log), opened(log)
    assert one.keep(step(1, "begin")) and two.keep(step(2, "end", "other"))
    assert one.keep(step(3, "end"))


def test_of_many_ends_at_once_one_is_kept_with_its_reviews(log):
    assert opened(log).keep(step(0, "begin"))
    windows = [opened(log) for _ in range(6)]

    def end(place):
        (record,) = step(place + 1, "end").records
        return windows[place].keep(Keep((record, review(turn=place + 1))))

    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(end, range(6)))
    assert sum(kept) == 1 and len(log.reviews()) == 1
    assert [s.at for s in log.records().steps if s.what == "end"] == [at(kept.index(True) + 1)]


def test_what_the_log_does_not_take_is_checked_when_it_does(log, monkeypatch):
    said = []
    one = opened(log, said.append)
    one.keep(step(1, "begin"))
    two = opened(log)
    with monkeypatch.context() as patch:
        patch.setattr(Log, "add_unless", lambda *_: raising(LogError("log_locked", path="x")))
        assert one.keep(step(2, "end"))
    assert [error.key for error in said] == ["log_locked", "log_pending"]
    assert two.keep(step(3, "end"))
    assert one.keep(step(4, "begin", "other"))
    assert [kept.at for kept in log.records().steps] == [at(1), at(3), at(4)]


def raising(error):
    raise error
