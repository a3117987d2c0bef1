"""Texts on a grid of cells, where a Hangul syllable is two cells wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from basis.layout import pad, pad_left, shorten, visible, wrap, wrap_whole


def test_columns_of_hangul():
    assert pad("가나", 6) == "가나  " and pad_left("가나", 6) == "  가나"
    assert pad("too long", 3) == "too long" == pad_left("too long", 3)


def test_lines_are_broken_at_spaces():
    assert wrap("한글 낱말 둘", 9) == ["한글 낱말", "둘"]
    assert wrap("  kept\n\n" + "x" * 12, 8) == ["  kept", "", "x" * 8, "x" * 4]


@given(st.text("ab 가\n\t", max_size=60), st.integers(8, 20))
def test_wrapped_lines_fit_and_lose_no_word(text, cells):
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join(text.split()) == "".join("".join(lines).split())


def test_what_is_for_copying_is_not_broken():
    command = "`grade hint gmm_em`이"
    assert wrap_whole(f"그때까지는 {command} 도와줍니다.", 20) == [
        "그때까지는",
        command,
        "도와줍니다.",
    ]
    path = "/a/path/that/is/wider/than/a/line"
    assert wrap_whole(f"see {path} there\n  two\n", 12) == ["see", path, "there", "  two", ""]
    assert wrap_whole("see /a b/c there", 8, ["/a b/c"]) == ["see", "/a b/c", "there"]
    assert wrap_whole("an odd ` stays", 8) == ["an odd `", "stays"]


@given(st.text("ab 가`\n", max_size=60), st.integers(8, 20))
def test_lines_that_keep_things_whole_lose_nothing(text, cells):
    assert " ".join(wrap_whole(text, cells)).split() == text.split()


def test_what_does_not_fit_is_cut():
    assert shorten("one  two", 7) == "one two"
    assert shorten("가나다라", 6) == "가나…" and cell_len(shorten("가나다라", 6)) <= 6


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("thin\u2009space, 가\u3000나", "thin\u2009space, 가\u3000나"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("\u202eabc\ud800\x9b", "\ufffdabc\ufffd\ufffd"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text, shown):
    assert visible(text) == shown
