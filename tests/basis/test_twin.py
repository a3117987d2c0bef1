"""Lines that are only ever added: torn ends, garbage, and replacing all of them."""

import pytest

from basis.twin import Twin

ONE, TWO = {"n": 1, "text": "가\n\u2028\x00"}, {"n": 2, "text": "√"}


@pytest.fixture
def twin(tmp_path):
    return Twin(tmp_path / "notes.jsonl")


def test_what_was_added_comes_back(twin):
    twin.append([ONE])
    twin.append([TWO])
    assert list(twin.lines()) == [ONE, TWO] and twin.last() == TWO


def test_asking_makes_nothing(twin):
    assert twin.last() is None and list(twin.lines()) == [] and not twin.there
    twin.append([])
    assert not twin.path.exists()


def test_lines_have_the_numbers_that_editors_give_them(twin):
    twin.append([ONE])
    with twin.path.open("ab") as stream:
        stream.write(b"\n{\n")
    twin.append([TWO])
    assert list(twin.numbered()) == [(1, ONE), (3, None), (4, TWO)]


@pytest.mark.parametrize("torn", [b'{"n": 3, "te', b"\x00" * 600, b'"text"', b"{" * 100_000])
def test_a_torn_line_spoils_only_itself(twin, torn):
    twin.append([ONE])
    with twin.path.open("ab") as stream:
        stream.write(torn)
    assert twin.last() == ONE
    twin.append([TWO])
    assert list(twin.lines()) == [ONE, None, TWO] and twin.last() == TWO


def test_the_last_line_may_be_long_or_far_away(twin):
    twin.append([ONE | {"text": "x" * 300_000}])
    assert twin.last()["n"] == 1
    with twin.path.open("ab") as stream:
        stream.write(b"garbage\n" * 50_000)
    assert twin.last()["n"] == 1


def test_replacing_is_all_or_nothing(twin, monkeypatch):
    twin.append([ONE])
    with pytest.raises(TypeError):
        twin.replace([TWO, {"text": object()}])
    assert list(twin.lines()) == [ONE]
    twin.replace([TWO])
    assert list(twin.lines()) == [TWO]
    assert [path.name for path in twin.path.parent.iterdir()] == ["notes.jsonl"]


def test_what_is_no_file_is_said(twin):
    twin.path.mkdir()
    for use in (twin.last, lambda: list(twin.lines()), lambda: twin.append([ONE])):
        with pytest.raises(OSError):
            use()
