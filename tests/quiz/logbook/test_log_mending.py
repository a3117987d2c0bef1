"""Repairing a log: damaged in many ways, nothing of it is lost, and nothing doubled."""

import os
import random
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import quiz.logbook.mending
from quiz.errors import LogError, UsageError
from quiz.logbook.backup import backup
from quiz.logbook.gathering import records_in
from quiz.logbook.log import Log
from quiz.logbook.mending import mend
from quiz.logbook.records import Slip
from tests.quiz.fake_kind import at, review
from tests.quiz.logbook.test_log_twin import MIXED, in_twin, layout_of, lose_row, of_layout_1

NOW = datetime(2026, 11, 30, 12, 0, 0)
MANY = [
    *MIXED,
    *(review(f"q{n}", turn=n, at=at(n), typed="답 " * (n % 90)) for n in range(10, 400)),
    review("long", turn=400, at=at(400), typed="긴 답, " * 5000),
]


@pytest.fixture
def log(tmp_path):
    log = Log(tmp_path / "data", wait_s=0.05)
    log.add(*MANY)
    return log


def held(log):
    records = log.records()
    kept = [replace(kept, doubted=False) for kept in records.reviews]
    return [*kept, *records.flags, *records.slips, *records.goals, *records.steps]


def same(records):
    """Records to be compared in any order; the place of a slip is another matter."""
    return sorted(
        repr(replace(record, after=0) if isinstance(record, Slip) else record) for record in records
    )


def sound(log, records=MANY):
    """Whether the log and its twin both hold these records, each once, and nothing else."""
    assert same(held(log)) == same(records) == same(in_twin(log))
    assert not log.behind() and mend(log, NOW).whole


def overwrite(path, start, data):
    with path.open("r+b") as stream:
        stream.seek(start)
        stream.write(data)


def header(path):
    overwrite(path, 0, b"\x00" * 100)


def first_page(path):
    overwrite(path, 0, random.Random(1).randbytes(4096))


def garbage(path):
    overwrite(path, 4 * 4096, random.Random(2).randbytes(4096))


def much_garbage(path):
    size = path.stat().st_size
    overwrite(path, size // 3, random.Random(3).randbytes(size // 2))


def truncated(path):
    os.truncate(path, path.stat().st_size // 2 + 77)


def emptied(path):
    os.truncate(path, 0)


def gone(path):
    path.unlink()


def text(path):
    path.write_text("this is no database\n" * 400)


def senseless(path):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE reviews SET at = 'yesterday' WHERE id % 7 = 0")
    connection.close()


DAMAGES = [
    *(header, first_page, garbage, much_garbage, truncated, emptied, gone, text, senseless),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_log_is_rebuilt_from_its_twin(log, damage):
    extent_before = log.extent()
    damage(log.path)
    ruin = log.path.read_bytes() if log.path.exists() else None
    told = []
    meanwhile = Log(log.path.parent, warn=told.append)
    assert same(held(meanwhile)) == same(MANY)
    fault = "log_gone" if damage in (emptied, gone) else "log_damaged"
    assert [error.key for error in told] == [fault]
    assert meanwhile.extent() == extent_before
    mended = mend(log, NOW)
    assert mended.damaged and mended.count == len(MANY)
    sound(log)
    assert held(log)[:5] == [r for r in MANY if isinstance(r, type(MANY[0]))][:5]  # their order
    aside = [path for path in mended.aside if path.suffix == ".sqlite3"]
    assert [path.read_bytes() for path in aside] == ([ruin] if ruin is not None else [])


@pytest.mark.parametrize("damage", [header, garbage, much_garbage, truncated, senseless])
def test_what_can_be_read_is_salvaged_without_a_twin(log, damage):
    damage(log.path)
    log.twin.path.unlink()
    mended = mend(log, NOW)
    assert mended.twin == 0 and mended.log == mended.count
    kept = held(log)
    assert set(same(kept)) <= set(same(MANY))
    least = {header: len(MANY), garbage: 350, much_garbage: 50, truncated: 50, senseless: 300}
    assert len(kept) >= least[damage]
    sound(log, kept)


def test_answers_given_meanwhile_are_taken_in(log):
    header(log.path)
    more = [review("meanwhile", turn=n, at=at(1000 + n)) for n in range(3)]
    for answer in more:
        log.add(answer)
    mended = mend(log, NOW)
    assert (mended.log, mended.twin) == (len(MANY), 3)
    sound(log, [*MANY, *more])
    log.add(review("after", turn=9))
    assert not log.behind()


def test_what_a_lost_file_of_changes_held_comes_back(log):
    log.add(review("last", turn=9))
    lose_row(log)
    mended = mend(log, NOW)
    assert (mended.damaged, mended.twin, mended.count) == (False, 1, len(MANY) + 1)
    sound(log, [*MANY, review("last", turn=9)])


@pytest.mark.parametrize("spoil", ["gone", "torn", "garbage", "doubled"])
def test_a_spoilt_twin_is_written_anew(log, spoil):
    lines = log.twin.path.read_bytes()
    if spoil == "gone":
        log.twin.path.unlink()
    else:
        spoilt = {"torn": lines[:-50], "garbage": lines[:9000] + b"\xff\n" + lines[9100:]}
        log.twin.path.write_bytes(spoilt.get(spoil, lines + lines))
    mended = mend(log, NOW)
    assert not mended.whole and not mended.in_step and mended.count == mended.log == len(MANY)
    sound(log)


def test_a_sound_log_is_left_as_it_is(log):
    before = log.path.read_bytes(), log.twin.path.read_bytes()
    mended = mend(log, NOW)
    assert mended.whole and mended.count == len(MANY) and mended.aside == ()
    assert (log.path.read_bytes(), log.twin.path.read_bytes()) == before


def test_nothing_at_all_is_whole(tmp_path):
    log = Log(tmp_path / "nowhere")
    assert mend(log, NOW).whole and not log.path.exists()


def test_an_older_log_gets_its_twin(tmp_path):
    log = Log(tmp_path)
    of_layout_1(log)
    assert mend(log, NOW).log == 2 and len(in_twin(log)) == 2
    assert layout_of(log) == 1  # the first answer brings it up


def test_a_damaged_log_whose_twin_cannot_be_written_is_repaired_nevertheless(log):
    log.twin.path.unlink()
    log.twin.path.mkdir()
    header(log.path)
    mended = mend(log, NOW)
    assert mended.twin_fault.key == "log_twin_failed" and mended.count == len(MANY)
    assert same(held(log)) == same(MANY)


# --- Killed in the middle ------------------------------------------------------------------------


class Killed(BaseException):
    """What ends a program at once."""


def nothing(path):
    pass


@pytest.mark.parametrize("damage", [header, garbage, nothing])
@pytest.mark.parametrize(
    ("owner", "name"), [(os, "link"), (Path, "replace"), (quiz.logbook.mending, "insert")]
)
@pytest.mark.parametrize("time", [1, 2, 3])
def test_a_repair_that_ends_in_the_middle_can_be_begun_again(
    log, monkeypatch, damage, owner, name, time
):
    damage(log.path)
    more = [review("from a backup", turn=n, at=at(-n)) for n in range(4)]
    real, left = getattr(owner, name), [time]

    def killing(*args, **more):
        left[0] -= 1
        if not left[0]:
            raise Killed
        return real(*args, **more)

    with monkeypatch.context() as patched, suppress(Killed):
        patched.setattr(owner, name, killing)
        mend(log, NOW, more)
    mend(log, NOW, more)
    sound(log, [*MANY, *more])


# --- Backups -------------------------------------------------------------------------------------


def test_a_backup_is_one_file_and_is_never_written_over(log, tmp_path):
    target = tmp_path / "backup.sqlite3"
    assert backup(log, target) == len(MANY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.sqlite3", "data"]
    found, skipped = records_in(target)
    assert same(found) == same(MANY) and not skipped
    before = target.read_bytes()
    with pytest.raises(UsageError, match="log_exists"):
        backup(log, target)
    assert target.read_bytes() == before


def test_there_is_no_backup_of_nothing_nor_of_ruins(log, tmp_path):
    with pytest.raises(UsageError, match="log_nothing"):
        backup(Log(tmp_path / "nowhere"), tmp_path / "a")
    header(log.path)
    with pytest.raises(LogError, match="log_damaged"):
        backup(log, tmp_path / "a")
    assert not (tmp_path / "a").exists()
    with pytest.raises(LogError, match="log_unwritable_file"):
        backup(rebuilt(log), tmp_path / "no/folder")


def rebuilt(log):
    mend(log, NOW)
    return log


@pytest.mark.parametrize("form", ["backup", "twin", "database"])
def test_a_backup_adds_what_is_missing_and_nothing_twice(log, tmp_path, form):
    target = tmp_path / "kept"
    if form == "backup":
        backup(log, target)
    else:
        target = (log.twin.path if form == "twin" else log.path).rename(target)
    other = Log(tmp_path / "other")
    own = [MANY[0], MANY[20], review("own", turn=77, at=at(50.5))]
    other.add(*own)
    before = [held(other)]
    mended = mend(other, NOW, records_in(target)[0])
    assert mended.added == len(MANY) - 2 and mended.log == 3
    sound(other, [*MANY, own[2]])
    times = [kept.at for kept in other.reviews()]
    assert times == sorted(times)
    (aside,) = [path for path in mended.aside if path.suffix == ".sqlite3"]
    assert same(records_in(aside)[0]) == same(before[0])
    assert mend(other, NOW, records_in(target)[0]).whole


@pytest.mark.parametrize("left", ["nothing", "empty"])
def test_a_backup_makes_a_log_where_there_was_none(log, tmp_path, left):
    other = Log(tmp_path / "other")
    if left == "empty":
        other.path.parent.mkdir()
        other.path.touch()
    assert mend(other, NOW, records_in(log.path)[0]).added == len(MANY)
    sound(other)


def test_slips_keep_their_places_among_reviews(tmp_path):
    log, other = Log(tmp_path / "log"), Log(tmp_path / "other")
    for turn in (1, 2, 3):
        log.add(review(turn=turn, at=at(turn * 10)))
        log.add(Slip(at(turn * 10 + 1), "e", f"m{turn}", ("t.1",)))
    other.add(review("own", at=at(15)))
    mend(other, NOW, records_in(log.path)[0])
    assert [slip.after for slip in other.records().slips] == [1, 3, 4]
    sound(other, held(other))


def test_a_damaged_backup_gives_what_can_be_read(log, tmp_path):
    target = tmp_path / "backup"
    backup(log, target)
    header(target)
    assert same(records_in(target)[0]) == same(MANY)
    torn = tmp_path / "torn"
    torn.write_bytes(log.twin.path.read_bytes()[:-40])
    found, skipped = records_in(torn)
    assert (len(found), skipped) == (len(MANY) - 1, 1)


@pytest.mark.parametrize("content", [b"", b"no backup\n", b"{}\n", b"\x00" * 9000])
def test_what_is_no_backup_is_said(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(UsageError, match="log_no_backup"):
        records_in(tmp_path / "file")
    with pytest.raises(UsageError, match="log_unreadable_file"):
        records_in(tmp_path)


def test_a_newer_backup_is_not_taken_in(log, tmp_path):
    backup(log, tmp_path / "newer")
    with sqlite3.connect(tmp_path / "newer") as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(LogError, match="log_newer"):
        records_in(tmp_path / "newer")


def refuse(*_):
    raise sqlite3.OperationalError("database or disk is full")


def test_a_repair_without_room_leaves_nothing_behind(log, monkeypatch):
    log.path.unlink()
    before = sorted(path.name for path in log.path.parent.iterdir())
    monkeypatch.setattr(quiz.logbook.mending, "insert", refuse)
    with pytest.raises(LogError, match="log_unwritable") as fault:
        mend(log, NOW)
    assert fault.value.fields["path"] == str(log.path)
    assert sorted(path.name for path in log.path.parent.iterdir()) == before


def test_a_log_that_cannot_be_set_aside_stays_as_it_is(log, monkeypatch):
    monkeypatch.setattr(quiz.logbook.mending, "copy_of", refuse)
    with pytest.raises(LogError, match="log_unwritable") as fault:
        mend(log, NOW, [review("more", turn=9)])
    assert "reviews.2026" in fault.value.fields["path"] and "full" in fault.value.fields["reason"]
    monkeypatch.undo()
    sound(log)


def a_page(path):
    overwrite(path, 20 * 4096, random.Random(2).randbytes(4096))


@pytest.mark.parametrize("damage", [*DAMAGES, a_page])
def test_no_backup_is_made_of_what_is_damaged(log, tmp_path, damage):
    damage(log.path)
    with pytest.raises(LogError, match=r"log_(damaged|gone)"):
        backup(log, tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    mend(log, NOW)
    assert backup(log, tmp_path / "kept") == len(MANY)
    assert same(records_in(tmp_path / "kept")[0]) == same(MANY)
