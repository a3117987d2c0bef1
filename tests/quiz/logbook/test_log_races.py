"""Other programs at work at the very moment: nothing that is in order is called damaged or gone."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from basis.twin import Twin
from quiz.logbook.backup import backup
from quiz.logbook.database import insert
from quiz.logbook.lines import marked
from quiz.logbook.log import Log
from quiz.logbook.mending import mend
from quiz.logbook.records import Review
from quiz.logbook.tables import TABLES
from quiz.logbook.vigil import open_log
from tests.quiz.fake_kind import at, review
from tests.quiz.logbook.test_log_kills import NOW, environment, in_database, in_twin


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
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


ADDS = """
import sys
from pathlib import Path
from quiz.logbook.log import Log
from tests.quiz.fake_kind import review
log = Log(Path(sys.argv[1]), wait_s=60, warn=lambda error: print(error.key))
for turn in range(int(sys.argv[3])):
    log.add(review(session=sys.argv[2], turn=turn))
"""


@pytest.mark.slow
def test_programs_that_add_back_up_and_repair_at_once_are_not_in_each_others_way(folder, tmp_path):
    command = [sys.executable, "-c", ADDS, str(folder)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    adding = [
        subprocess.Popen([*command, name, "40"], **pipes, env=environment()) for name in "abcdef"
    ]
    log, told, run = Log(folder, wait_s=60), [], 0
    while any(program.poll() is None for program in adding):
        run += 1
        open_log(told.append)
        assert mend(log, NOW).damaged is False
        if log.reviews():
            assert backup(log, tmp_path / f"backup-{run}") > 0
    said = [program.communicate()[0] for program in adding]
    assert said == [""] * len(adding) and told == []
    everything = {(name, turn) for name in "abcdef" for turn in range(40)}
    assert in_database(log) == in_twin(log) == everything
    assert len(log.reviews()) == len(everything) and mend(log, NOW).whole
