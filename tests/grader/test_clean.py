"""Strings from outside: whatever comes in, what goes out can be printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.clean import CUT, clean

ANY_TEXT = st.text(st.characters(categories=None), max_size=60)


@given(ANY_TEXT, st.integers(2, 80))
def test_result_is_short_printable_and_encodable(text: str, limit: int) -> None:
    result = clean(text, limit)
    assert len(result) <= limit
    result.encode()
    assert not any(ord(c) < 0x20 and c not in "\n\t" for c in result)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text, 100)
    assert clean(once, 100) == once


@pytest.mark.parametrize(
    ("dirty", "clear"),
    [
        ("값 = 3.5\n\tnext", "값 = 3.5\n\tnext"),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a␍b"),
        ("\x1b[2J", "␛[2J"),
        ("\x00\x7f", "␀␡"),
        ("\x9b31m", "�31m"),
        ("\ud800", "�"),
        ("‮gnp.exe", "�gnp.exe"),
        ("⁦x⁩", "�x�"),
        ("[/bold] stays", "[/bold] stays"),
        ("e\u0301👩‍🔬", "e\u0301👩‍🔬"),
    ],
)
def test_what_becomes_of_a_character(dirty: str, clear: str) -> None:
    assert clean(dirty, 100) == clear


def test_a_cut_is_visible() -> None:
    assert clean("x" * 101, 100) == "x" * 98 + CUT
    assert clean("x" * 100, 100) == "x" * 100


def test_there_must_be_room_for_the_mark() -> None:
    with pytest.raises(ValueError, match="at least"):
        clean("x", 1)
