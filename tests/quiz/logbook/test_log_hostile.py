"""Records that cannot be: wherever they stand, they are left out, and the log stays sound."""

import json
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

import quiz.logbook.mending
from quiz.errors import LogError, UsageError
from quiz.logbook.database import read
from quiz.logbook.gathering import TOLD, records_in
from quiz.logbook.lines import pending
from quiz.logbook.log import Log
from quiz.logbook.mending import mend
from quiz.logbook.plausibility import flaw
from quiz.logbook.records import Flag, Goal, Review, Slip, Step
from tests.quiz.fake_kind import START, at, review
from tests.quiz.logbook.test_log_mending import NOW, held, same, sound
from tests.quiz.logbook.test_log_twin import MIXED

NAN, INF = float("nan"), float("inf")
REVIEW = review(mode="exam", turn=99)
GOAL = Goal(START, None, 30)
STEP = Step(START, "e", "answer", 1, "x")
FLAG = Flag(START, "s", 1, "one", 1, 7, "unclear", "?")
SLIP = Slip(START, "attention", "missing-scale", ("t.1",))

#: A record, a column, and a value of JSON that cannot stand in it.
HOSTILE = [
    *((REVIEW, "seconds", value) for value in (NAN, INF, -1, 10**400, "3", None, [])),
    *((REVIEW, "score", value) for value in (NAN, -0.1, 1.5, 10**400, "1", None)),
    *((REVIEW, "chance", value) for value in (NAN, -0.1, 5, None)),
    *((REVIEW, column, 2**63) for column in ("seed", "turn", "revision")),
    *((REVIEW, "seed", value) for value in (-(2**63) - 1, 1.5, "1", None)),
    *((REVIEW, "difficulty", value) for value in (-1, 6, 10**400)),
    *((REVIEW, "typed", value) for value in ("\ud800", 7, None, ["x"])),
    *((REVIEW, "concepts", value) for value in ("", " ", "\x1b[2J", "x" * 999, ["t.1"])),
    *((REVIEW, "session", value) for value in ("", "\ud800", "a\nb", 7)),
    *((REVIEW, "mode", value) for value in ("", "play")),
    *((REVIEW, "outcome", value) for value in ("", "won")),
    *((REVIEW, "hinted", value) for value in ("yes", None)),
    *(
        (record, "at", value)
        for record in (REVIEW, GOAL, STEP, FLAG, SLIP)
        for value in (
            *("2026-11-01T10:00:00", "0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"),
            *("9999-12-31T23:59:59+00:00", "yesterday", 7, None),
        )
    ),
    *((GOAL, "minutes", value) for value in (-5, 0, 10**9, 10**400, 2.5, None)),
    *((GOAL, "exam", value) for value in ("someday", 7, "2026-13-01")),
    *((GOAL, "blueprint", value) for value in ("", "a\x00b", None)),
    *((STEP, "item", value) for value in (2**63, "1", None)),
    *((STEP, "value", value) for value in ("\ud800", {"a": 1}, None)),
    *((STEP, "exam", value) for value in ("", 1)),
    *((FLAG, "what", value) for value in ("", "odd")),
    *((FLAG, "remark", value) for value in ("\ud800", None)),
    *((SLIP, "mistake", value) for value in ("", None)),
    *((SLIP, "after", value) for value in (2**63, None)),
]


@pytest.fixture
def log(tmp_path):
    log = Log(tmp_path / "data", wait_s=0.05)
    log.add(*MIXED)
    return log


def spoiled(record, column, value):
    line = pending(record)
    return {**line, "row": {**line["row"], column: value}}


def written(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("record", "column", "value"), HOSTILE, ids=lambda value: ascii(value)[:24].split("(")[0]
)
def test_a_line_that_cannot_be_is_left_out_and_told(log, tmp_path, record, column, value):
    told = []
    good = pending(review("good", turn=5))
    path = written(tmp_path / "more.jsonl", good, spoiled(record, column, value), good)
    found, skipped = records_in(path, told.append)
    assert (len(found), skipped) == (2, 1)
    (fault,) = told
    assert (fault.key, fault.fields["line"], fault.fields["name"]) == ("log_line_value", 2, column)
    assert mend(log, NOW, found).added == 1
    sound(log, [*MIXED, review("good", turn=5)])


def test_what_our_programs_keep_can_be():
    dark = datetime.fromisoformat("1970-01-01T00:00:09-12:00")  # a clock without a battery
    kept = [
        *MIXED,
        *(REVIEW, GOAL, STEP, FLAG, SLIP),
        replace(REVIEW, at=dark, typed="답\x00\n" * 200_000, seconds=4e9, seed=2**63 - 1),
        replace(REVIEW, outcome="open", score=None, kind="of-later", lang=""),
        replace(REVIEW, outcome="skipped", score=0.0, at=at(0) + timedelta(days=9000)),
        replace(GOAL, minutes=720),
        replace(STEP, item=-1, what="of-later", value=""),
    ]
    assert [flaw(record) for record in kept] == [""] * len(kept)


def test_of_many_faults_the_first_are_told_and_all_are_counted(tmp_path):
    told = []
    bad = spoiled(REVIEW, "seed", 2**80)
    path = written(tmp_path / "f.jsonl", *[bad] * 500, pending(REVIEW), {"table": "x"}, {})
    assert records_in(path, told.append) == ([REVIEW], 502)
    assert len(told) == TOLD


def test_of_a_file_that_is_something_else_no_line_is_told(tmp_path):
    (tmp_path / "notes.txt").write_text("notes\n" * 50)
    told = []
    with pytest.raises(UsageError, match="log_no_backup"):
        records_in(tmp_path / "notes.txt", told.append)
    assert not told


def poisoned(log):
    """A log that an older program let such rows into, and its twin, too."""
    log.add(review("fine", turn=7), review("bad", turn=8))
    log.twin.append([spoiled(REVIEW, "seconds", NAN)])
    with sqlite3.connect(log.path) as connection:
        connection.execute("UPDATE reviews SET at = '0001-01-01T00:00:00' WHERE question = 'bad'")
    connection.close()
    lines = log.twin.path.read_text().splitlines()
    spoilt = [line.replace('"question":"bad"', '"question":7') for line in lines]
    log.twin.path.write_text("\n".join(spoilt) + "\n")


def test_a_log_that_holds_what_cannot_be_is_repaired(log):
    poisoned(log)
    with pytest.raises(LogError, match="log_damaged"), log.reading() as connection:
        read(connection, Review)
    told = []
    mended = mend(log, NOW, tell=told.append)
    assert (mended.damaged, mended.log, mended.skipped) == (True, len(MIXED) + 1, 2)
    assert [fault.key for fault in told] == ["log_row_left_out", *["log_line_value"] * 2]
    assert (told[0].fields["table"], told[0].fields["name"]) == ("reviews", "at")
    sound(log, [*MIXED, review("fine", turn=7)])


def test_a_database_with_what_cannot_be_gives_the_rest(log, tmp_path):
    poisoned(log)
    told = []
    found, skipped = records_in(log.path, told.append)
    assert same(found) == same([*MIXED, review("fine", turn=7)])
    assert skipped == len(told) == 1


@pytest.mark.parametrize("changes", [{"seed": 2**63}, {"typed": "\ud800"}, {"seconds": NAN}])
def test_an_answer_that_no_database_takes_does_not_damage_the_log(log, changes):
    before = log.twin.path.read_bytes()
    with pytest.raises(LogError, match="log_unwritable"):
        log.add(review(turn=9, **changes))
    assert log.twin.path.read_bytes() == before
    log.add(review("next", turn=10))
    sound(log, [*MIXED, review("next", turn=10)])


@pytest.mark.parametrize("damaged", [False, True])
def test_what_the_database_does_not_take_never_comes_into_the_twin(log, monkeypatch, damaged):
    if damaged:
        log.path.write_bytes(b"no database" * 99)
    before = log.path.read_bytes(), log.twin.path.read_bytes()

    def refuse(*_):
        raise sqlite3.IntegrityError("refused")

    with monkeypatch.context() as patched:
        patched.setattr(quiz.logbook.mending, "insert" if damaged else "replace_all", refuse)
        with pytest.raises(LogError, match="log_unwritable"):
            mend(log, NOW, [review("more", turn=9)])
    assert (log.path.read_bytes(), log.twin.path.read_bytes()) == before
    mend(log, NOW, [review("more", turn=9)])
    sound(log, [*MIXED, review("more", turn=9)])


def test_what_was_derived_is_forgotten_before_the_log_changes(log):
    seen = []
    mend(log, NOW, forget=lambda: seen.append("whole"))
    mend(log, NOW, [review("more", turn=9)], forget=lambda: seen.append(len(log.reviews())))
    assert seen == [2]


# --- Mock exams ----------------------------------------------------------------------------------

FIRST = [
    Step(at(20), "x", "end", value="first"),
    *(review(f"q{n}", turn=n, mode="exam", session="x", at=at(n)) for n in (1, 2)),
]
AGAIN = [
    Step(at(70), "x", "end", value="again"),
    *(replace(each, score=0.0, seconds=60.0) for each in FIRST[1:]),
]


@pytest.mark.parametrize("way", ["restore", "add"])
def test_an_exam_ends_once_and_the_first_end_counts(log, tmp_path, way):
    log.add(*FIRST)
    if way == "add":  # from another window
        log.add(*AGAIN)
    else:
        rescue = written(tmp_path / "rescue.jsonl", *map(pending, AGAIN))
        mended = mend(log, NOW, records_in(rescue)[0])
        assert mended.added == 0 and mended.whole
    sound(log, [*MIXED, *FIRST])
    log.add(*(replace(each, session="y") for each in FIRST[1:]))
    assert len(held(log)) == len(MIXED) + 5


def test_what_came_twice_into_an_older_log_is_there_once_after_a_repair(log, monkeypatch):
    log.add(*FIRST)
    with monkeypatch.context() as patched:
        patched.setattr("quiz.logbook.database.once", lambda _: None)
        log.add(*AGAIN)
    mended = mend(log, NOW)
    assert (mended.log, mended.doubled) == (len(MIXED) + 3, 3)
    assert not mended.whole and mended.aside
    sound(log, [*MIXED, *FIRST])


def test_reviews_of_practice_may_share_a_turn(tmp_path):
    log, both = Log(tmp_path), [review(outcome="open", score=None), review(at=at(9))]
    log.add(*both)
    assert log.reviews() == tuple(both) and isinstance(both[0], Review)
