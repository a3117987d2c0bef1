import sqlite3
from dataclasses import replace

import pytest

from basis.catalogue import catalogue
from basis.errors import GongbuError
from basis.journal import FAILURES, Journal
from basis.texts import LANGUAGES, fields_of

TABLES = "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT);"


def journal(folder, layout=1):
    def failure(what, **fields):
        return GongbuError(f"journal_{what}", **fields)

    tables = f"{TABLES} PRAGMA user_version = {layout};"
    return Journal(folder / "notes.sqlite3", tables, layout, failure, wait_s=0.1)


def kept(journal):
    with journal.reading() as connection:
        if connection is None:
            return None
        return [row[0] for row in connection.execute("SELECT text FROM notes ORDER BY id")]


def test_what_was_added_can_be_read(tmp_path):
    with journal(tmp_path).writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('one')")
    assert kept(journal(tmp_path)) == ["one"]


def test_reading_makes_nothing(tmp_path):
    assert kept(journal(tmp_path)) is None
    assert list(tmp_path.iterdir()) == []


def test_an_addition_that_fails_halfway_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), journal(tmp_path).writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('half')")
        raise ZeroDivisionError
    assert kept(journal(tmp_path)) == []


def test_a_newer_file_is_left_alone(tmp_path):
    with journal(tmp_path, layout=2).writing():
        pass
    with pytest.raises(GongbuError, match="journal_newer"):
        kept(journal(tmp_path))


def test_a_damaged_file_is_said_to_be_one(tmp_path):
    (tmp_path / "notes.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(GongbuError, match="journal_damaged"):
        kept(journal(tmp_path))


@pytest.mark.parametrize("value", [2**63, "\ud800", None])
def test_what_cannot_be_added_does_not_make_the_file_a_damaged_one(tmp_path, value):
    tables = TABLES.replace("text TEXT", "text TEXT NOT NULL")
    notes = replace(journal(tmp_path), tables=f"{tables} PRAGMA user_version = 1;")
    with pytest.raises(GongbuError, match="journal_unwritable"), notes.writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES (?)", (value,))
    assert kept(notes) == []


def test_a_text_that_is_none_makes_the_file_a_damaged_one(tmp_path):
    with journal(tmp_path).writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES (CAST(x'ff' AS TEXT))")
    with pytest.raises(GongbuError, match="journal_damaged"):
        kept(journal(tmp_path))


def test_a_file_that_another_program_holds_is_locked(tmp_path):
    with journal(tmp_path).writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('held')")
        with pytest.raises(GongbuError, match="journal_locked"), journal(tmp_path).writing() as two:
            two.execute("INSERT INTO notes (text) VALUES ('waits')")


@pytest.mark.parametrize("says", ["database is locked", "locking protocol"])
def test_a_file_that_two_programs_make_at_once_is_waited_for(tmp_path, monkeypatch, says):
    """While the other turns it to WAL, sqlite says "locked" at once, whatever its timeout."""
    connect, refused = sqlite3.connect, iter([True, True, False])

    def connects(*args, **options):
        if next(refused):
            raise sqlite3.OperationalError(says)
        return connect(*args, **options)

    patient = replace(journal(tmp_path), wait_s=20)
    monkeypatch.setattr(sqlite3, "connect", connects)
    with patient.writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('waited')")
    monkeypatch.setattr(sqlite3, "connect", connect)
    assert kept(journal(tmp_path)) == ["waited"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("package", "prefix"), [("grader", "history"), ("quiz", "log")])
def test_every_failure_has_a_text_of_each_engine(package, prefix, lang):
    for what, fields in FAILURES.items():
        assert fields_of(catalogue(package, lang)[f"{prefix}_{what}"]) == {"path", *fields}


def test_a_folder_that_nobody_may_look_into_is_unreadable(tmp_path, monkeypatch):
    def forbidden(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.exists", forbidden)
    with pytest.raises(GongbuError, match="journal_unreadable"):
        kept(journal(tmp_path))
