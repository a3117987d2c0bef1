"""The forecast that a mock exam begins with."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from basis.texts import Text
from quiz.exam.paper import Item, Paper
from quiz.logbook.log import Log
from quiz.readiness.foresight import foresight
from tests.quiz.fake_course import bank
from tests.quiz.fake_kind import START, review


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path))
    return Log(tmp_path)


def paper():
    items = [Item(e.id, e.revision, e.area, 1, 2.0) for e in bank().entries]
    gone = Item("of-old", 1, "basics", 1, 2.0)
    return Paper("final", Text("시험", "exam"), 60, 1, (*items, gone))


def answered(log, days):
    rng = Random(0)
    made = []
    for day in range(days):
        for entry in bank().entries:
            one = review(entry.id, entry.concepts, float(rng.random() < 0.8), kind=entry.kind)
            at = START + timedelta(days=2 * day)
            made.append(replace(one, at=at, revision=entry.revision, turn=len(made)))
    log.add(*made)


def test_a_forecast_is_of_this_paper(log):
    answered(log, days=12)
    said = foresight(bank(), log, START + timedelta(days=25))(paper())
    assert 0 <= said.low < said.mean < said.high <= 100
    assert 60 < said.mean < 95


def test_nothing_is_forecast_too_early_or_without_a_log(log):
    answered(log, days=2)
    foresee = foresight(bank(), log, START + timedelta(days=25))
    assert foresee(paper()) is None
    log.path.write_bytes(b"this is no database" * 99)
    assert foresee(paper()) is None
