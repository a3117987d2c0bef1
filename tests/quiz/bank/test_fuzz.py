"""Whatever a bank holds: no traceback, and every fault has a place and a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.reading import read_bank
from tests.quiz.bank.fuzzing import fuzz_banks
from tests.quiz.bank.samples import BANK, read, sample, syllabus


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_banks(seed):
    rules = fuzz_banks(250, seed)
    assert rules[""] and len(rules) > 15  # some are still right, the others wrong in many ways


@given(st.binary(max_size=300))
def test_any_bytes(content):
    read_bank(BANK, content, syllabus())


@given(st.text(alphabet="- :[]{}'\"|>&*!%@`#?,\n\tab1가\\", max_size=80))
def test_any_yaml(text):
    read(text)


_words = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\u3000"),
    min_size=1,
    max_size=40,
)


@given(_words)
def test_a_quoted_text_is_read_as_it_is(word):
    from unicodedata import normalize

    quoted = word.replace("'", "''")
    reading = read(sample("numeric", f"hint: {{ko: '가 {quoted}', en: a}}"))
    assert [question.hint.ko for question in reading.questions] == [normalize("NFC", f"가 {word}")]
