"""Every formula of the course's own map can be shown, on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from quiz.maths.markup import formulas
from tests.quiz.maths.fuzzing import check_formula, check_text

QUESTIONS = Path(__file__).parents[3] / "questions"


def texts(data: object) -> Iterator[str]:
    """Every text within lists and mappings."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


@pytest.mark.parametrize("file", ["syllabus.yaml", "errata.yaml"])
def test_every_formula_of_the_course_is_drawn(file: str) -> None:
    data = yaml.load((QUESTIONS / file).read_text(encoding="utf-8"), yaml.CSafeLoader)
    written = list(texts(data))
    found = {tex for text in written for tex in formulas(text)}
    assert len(found) > 100
    missing = [tex for tex in found if not all(check_formula(tex, width) for width in (40, 76))]
    assert not missing
    for text in written:
        for width in (40, 80):
            check_text(text, width)
