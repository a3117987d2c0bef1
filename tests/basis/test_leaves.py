"""Rows of a sqlite file that is damaged: what a page holds is found without the others."""

import random
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basis.leaves import rows

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
    st.binary(max_size=30),
)


def made(path, contents, page=4096, wal=False):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA page_size = {page}")
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
        connection.executemany("INSERT INTO t (a, b) VALUES (?, ?)", contents)
        connection.commit()
        data = path.read_bytes()
        log = path.with_name(path.name + "-wal")
        return data, log.read_bytes() if log.exists() else b""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), max_size=40), st.sampled_from([512, 4096, 65536]))
def test_all_rows_of_a_sound_file(tmp_path_factory, contents, page):
    data, _ = made(tmp_path_factory.mktemp("made") / "x.sqlite3", contents, page)
    found = dict(rows(data))
    assert found == {id: (None, *row) for id, row in enumerate(contents, 1)}


@pytest.mark.parametrize("length", [4000, 4060, 4061, 4062, 5000, 50_000, 200_000])
def test_long_values_lie_on_pages_of_their_own(tmp_path, length):
    long = "".join(random.Random(length).choices("가나다abc", k=length))
    data, _ = made(tmp_path / "x.sqlite3", [(long, 1), (2.0, long)])
    assert dict(rows(data)) == {1: (None, long, 1), 2: (None, 2, long)}


def test_the_header_and_the_table_of_tables_are_not_needed(tmp_path):
    contents = [(number, "x" * number) for number in range(500)]
    data, _ = made(tmp_path / "x.sqlite3", contents)
    assert len(dict(rows(bytes(4096) + data[4096:]))) == 500
    # Of the latest page in a file whose end is gone nothing is left; of the others everything.
    cut = dict(rows(data[: len(data) // 2]))
    assert 0 < len(cut) < 500 and all(row == (None, *contents[id - 1]) for id, row in cut.items())


def test_changes_that_are_not_in_the_file_yet(tmp_path):
    contents = [(number, "x" * 40) for number in range(200)]
    data, wal = made(tmp_path / "x.sqlite3", contents, wal=True)
    assert len(dict(rows(data, wal))) == 200 > len(dict(rows(data)))


def test_garbage_makes_no_trouble(tmp_path):
    data, wal = made(tmp_path / "x.sqlite3", [(n, "y" * 90) for n in range(300)], wal=True)
    chance = random.Random(7)
    for _ in range(150):
        spoilt = [bytearray(part) for part in (data, wal)]
        for part in spoilt:
            for _ in range(chance.randrange(1, 60)):
                part[chance.randrange(len(part))] = chance.randrange(256)
        for _, values in rows(*map(bytes, spoilt)):
            assert isinstance(values, tuple)
    list(rows(chance.randbytes(40_000)))
    assert list(rows(b"")) == list(rows(b"short")) == []
