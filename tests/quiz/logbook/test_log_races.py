"""Other programs at work at the very moment: nothing that is in order is called damaged or gone."""

from contextlib import contextmanager

import pytest

from basis.twin import Twin
from quiz.logbook.database import insert
from quiz.logbook.lines import marked
from quiz.logbook.log import Log
from quiz.logbook.records import Review
from quiz.logbook.tables import TABLES
from tests.quiz.fake_kind import at, review


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


class Busy(Twin):
    """A twin to which another program adds just before somebody looks at it."""

    def __init__(self, folder):
        super().__init__(folder / "reviews.jsonl")
        self.turn = 100

    def _meanwhile(self):
        self.turn += 1
        Log(self.path.parent).add(review(turn=self.turn, at=at(self.turn)))

    @property
    def there(self):
        self._meanwhile()
        return super().there

    def last(self):
        self._meanwhile()
        return super().last()


def test_an_answer_that_is_added_meanwhile_is_not_lacking(folder):
    Log(folder).add(review())
    log = Log(folder)
    log.twin = Busy(folder)
    assert not log.behind()
    assert len(log.reviews()) > 1


def test_a_log_that_is_made_meanwhile_is_not_gone(folder):
    log = Log(folder)
    log.twin = Busy(folder)
    assert log.latest() is not None


def repaired_meanwhile(log, monkeypatch, end):
    """Has another program come to the end of a repair when the log is waited for."""
    holding = log.holding

    @contextmanager
    def waits():
        with holding():
            end()
            yield

    monkeypatch.setattr(log, "holding", waits)


def test_a_copy_that_a_repair_writes_first_is_waited_for(folder, monkeypatch):
    log, more = Log(folder), review(turn=2, at=at(2))
    log.add(review())
    log.twin.append(marked([(2, more)], [1, *[0] * (len(TABLES) - 1)]))

    def commit():
        with Log(folder).writing() as connection:
            insert(connection, [more])

    repaired_meanwhile(log, monkeypatch, commit)
    assert not log.behind() and len(log.reviews()) == 2


def test_a_database_that_a_repair_puts_in_place_is_waited_for(folder, monkeypatch):
    log = Log(folder)
    log.add(review())
    kept = log.path.read_bytes()
    log.path.unlink()
    repaired_meanwhile(log, monkeypatch, lambda: log.path.write_bytes(kept))
    assert log.latest() == review().at


def test_a_log_that_somebody_holds_is_read_as_it_stands(folder):
    log = Log(folder, wait_s=0.01)
    log.add(review())
    lost = [(2, review(turn=2, at=at(2)))]
    log.twin.append(marked(lost, [1, *[0] * (len(TABLES) - 1)]))
    with Log(folder).holding():
        assert log.behind()
        log.path.unlink()
        assert [kept.turn for kept in log.reviews() if isinstance(kept, Review)] == [1, 2]
