"""What a log does not take waits, in memory and in a file of its own."""

import tempfile

import pytest

from quiz.errors import LogError
from quiz.logbook.gathering import records_in
from quiz.logbook.keeping import Keeper
from quiz.logbook.log import Log
from tests.quiz.fake_kind import review


class Shut(Log):
    """A log that can be shut."""

    open = True

    def add(self, *records):
        if not self.open:
            raise LogError("log_locked", path=str(self.path))
        super().add(*records)


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def log(tmp_path):
    return Shut(tmp_path / "data")


def keeper(log, said):
    return Keeper(log, lambda error: said.append((error.key, error.fields.get("count"))))


def test_what_is_kept_leaves_no_trace(log, temporary):
    said = []
    keeping = keeper(log, said)
    keeping.keep(review())
    assert keeping.finish() == 0 and said == [] and not list(temporary.iterdir())


def test_what_waits_is_kept_in_order_as_soon_as_it_can(log, temporary):
    said = []
    keeping = keeper(log, said)
    log.open = False
    keeping.keep(review(turn=1))
    keeping.keep(review(turn=2), review(turn=3))
    assert keeping.lost == 3
    assert [kept.turn for kept in records_in(next(temporary.iterdir()))[0]] == [1, 2, 3]
    log.open = True
    keeping.keep(review(turn=4))
    assert [kept.turn for kept in log.reviews()] == [1, 2, 3, 4]
    assert keeping.finish() == 0 and not list(temporary.iterdir())
    assert [one for one in said if one[0] == "log_pending"] == [
        ("log_pending", 1),
        ("log_pending", 3),
    ]


def test_what_is_never_kept_is_in_a_file_that_is_said(log, temporary):
    said = []
    keeping = keeper(log, said)
    keeping.keep(review(turn=1))
    log.open = False
    keeping.keep(review(turn=2))
    log.open = True
    keeping.keep(review(turn=3))
    log.open = False
    keeping.keep(review(turn=4))
    assert keeping.finish() == 3 and said[-1] == ("log_rescued", 1)
    (file,) = temporary.iterdir()
    assert [kept.turn for kept in records_in(file)[0]] == [4]
    assert file.stat().st_mode & 0o077 == 0


def test_without_any_place_it_is_lost_and_that_is_said(log, temporary):
    said = []
    keeping = keeper(log, said)
    temporary.rmdir()
    log.open = False
    keeping.keep(review(turn=1))
    assert keeping.finish() == 3 and said[-1] == ("log_lost", 1)


def test_what_waits_is_said_when_there_is_more_of_it(log, temporary):
    said = []
    keeping = keeper(log, said)
    log.open = False
    keeping.keep(review(turn=1))
    keeping.flush()
    assert [key for key, _ in said] == ["log_locked", "log_pending"]
    keeping.keep(review(turn=2))
    assert keeping.finish() == 3
    assert [key for key, _ in said[2:]] == ["log_locked", "log_pending", "log_rescued"]
    log.open = True
    keeping.flush()
    log.open = False
    keeping.keep(review(turn=3), review(turn=4))
    assert said[-1] == ("log_pending", 2)
