"""The record between two runs: what is kept is what would be derived, or it is not used."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

import quiz.readiness.recorded
from quiz.logbook.log import Log
from quiz.logbook.mending import mend
from quiz.logbook.records import Flag
from quiz.readiness.record import tracked
from quiz.readiness.recorded import RecordShelf, recorded
from tests.quiz.fake_kind import START, review
from tests.quiz.readiness.learner import Learner

REVIEWS = Learner(5, days=12, factor=0.3).reviews


@pytest.fixture
def log(tmp_path):
    log = Log(tmp_path / "data")
    log.add(*REVIEWS[:120])
    return log


@pytest.fixture
def told(log, tmp_path):
    """What the record says now, and whether it was derived from the beginning."""
    cold = []

    def tell(revisions=None, log=log):
        records, revisions = log.records(), revisions or {}
        answers = recorded(log, records, revisions, tmp_path / "cache")
        assert answers == tracked(records.reviews, records.slips, revisions).answers
        return bool(cold) and cold.pop()

    def watched(reviews, slips, revisions, known=None):
        cold[:] = [known is None]
        return tracked(reviews, slips, revisions, known)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quiz.readiness.recorded, "tracked", watched)
        yield tell


def test_nothing_is_derived_twice(log, told):
    assert told()
    assert not told()
    log.add(*REVIEWS[120:125])
    assert not told()  # went on from there
    assert not told()


def test_a_doubt_about_an_old_answer_counts(log, told):
    told()
    old = REVIEWS[7]
    log.add(Flag(old.at, old.session, old.turn, old.question, 1, 7, "contested"))
    assert told()


def test_another_revision_another_log_and_older_answers_are_another_record(log, told, tmp_path):
    told()
    assert told({REVIEWS[0].question: 2})
    assert told()
    mend(log, START, [review("older", ("c.old",), 0.0, at=START - timedelta(days=90))])
    assert told()
    other = Log(tmp_path / "other")
    other.add(*(replace(each, score=1 - each.score) for each in REVIEWS[:121]))
    assert told(log=other)


SPOILT = {
    "torn": lambda text: text[:-30],
    "empty": lambda text: "",
    "a list": lambda text: "[]",
    "of later": lambda text: text.replace('"version": 1', '"version": 2'),
    "no chance": lambda text: _first(text, 2, 7.5),
    "NaN": lambda text: _first(text, 2, float("nan")),
    "no concept": lambda text: _first(text, 0, None),
    "too much settled": lambda text: json.dumps({**json.loads(text), "settled": 10**6}),
    "no extent": lambda text: json.dumps({**json.loads(text), "upto": None}),
}


def _first(text, column, value):
    form = json.loads(text)
    form["answers"][0][column] = value
    return json.dumps(form)


@pytest.mark.parametrize("fault", SPOILT)
def test_what_is_spoilt_is_derived_again(log, told, tmp_path, fault):
    told()
    path = tmp_path / "cache/record.json"
    path.write_text(SPOILT[fault](path.read_text()))
    assert told() and not told()


def test_two_halves_of_two_records_are_none(log, told, tmp_path):
    """Another program may have kept its record between the two files of this one."""
    told()
    memory = tmp_path / "cache/record/memory.json"
    before = memory.read_bytes()
    log.add(*REVIEWS[120:125])
    told()
    memory.write_bytes(before)
    log.add(*REVIEWS[125:130])
    assert told()


def test_nowhere_to_keep_it_is_no_fault(log, told, tmp_path):
    (tmp_path / "cache").write_text("a file")
    assert told() and told()


def test_it_can_be_forgotten(log, told, tmp_path):
    told()
    RecordShelf(tmp_path / "cache").clear()
    assert told()
