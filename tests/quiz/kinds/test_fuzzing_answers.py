"""Short runs of the fuzzers; long ones are started by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.quiz.kinds.fuzzing_answers import fuzz_numbers, fuzz_words


@pytest.mark.parametrize(
    ("fuzz", "kinds"),
    [
        (fuzz_numbers, ("numeric", "vector", "formula", "cloze")),
        (fuzz_words, ("text", "cloze", "output")),
    ],
)
def test_any_answer_is_marked_or_unreadable(
    fuzz: Callable[[int, int], Counter[str]], kinds: tuple[str, ...]
) -> None:
    outcomes = fuzz(1500, 1)
    for kind in kinds:
        assert outcomes[f"{kind} right"]
        assert outcomes[f"{kind} wrong"]
        assert any(key.startswith(kind) and "_" in key for key in outcomes)
