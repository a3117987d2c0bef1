"""Formulas against pictures.txt, which a person has looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.maths.formula import linear, render
from tests.quiz.maths.fuzzing import check_block

PICTURES = Path(__file__).with_name("pictures.txt")


def entries() -> Iterator[tuple[str, str, list[str]]]:
    """TeX, line and picture of every entry of pictures.txt."""
    for entry in PICTURES.read_text(encoding="utf-8").split("\n% ")[1:]:
        tex, spelled, *rows = entry.split("\n")
        rows = [row for row in rows if not row.startswith("# ---")]
        yield tex, spelled.removeprefix("= "), "\n".join(rows).strip("\n").split("\n")


ENTRIES = list(entries())


@pytest.mark.parametrize(("tex", "spelled", "picture"), ENTRIES, ids=[tex for tex, *_ in ENTRIES])
def test_picture(tex: str, spelled: str, picture: list[str]) -> None:
    block = render(tex)
    check_block(block, tex)
    assert [("    " + row).rstrip() for row in block.lines] == picture
    assert linear(tex) == spelled


def test_a_script_stands_on_the_baseline_of_its_base() -> None:
    block = render(r"x = \frac{a}{b}")
    assert (block.baseline, block.lines[block.baseline]) == (1, "x = ─")


@pytest.mark.parametrize(
    ("tex", "width", "picture"),
    [
        (
            r"\log p(x) = \log p(x,z) - \log p(z\mid x) = a + b",
            30,
            ["log p(x) = log p(x, z)", "           − log p(z | x)", "         = a + b"],
        ),
        (r"abcdefgh + ijklmnop = c", 20, ["abcdefgh + ijklmnop", "    = c"]),
        (r"x_1 = 1,\quad x_2 = 2,\quad x_3 = 3", 20, ["x₁ = 1,  x₂ = 2,", "x₃ = 3"]),
        (r"f(abcdefghij, klmnopqrst)", 20, ["f(abcdefghij,", "    klmnopqrst)"]),
    ],
    ids=["at relations, then at signs", "after a long left side", "at commas", "as one line"],
)
def test_a_wide_formula_is_broken(tex: str, width: int, picture: list[str]) -> None:
    block = render(tex, width)
    assert [row.rstrip() for row in block.lines] == picture
    check_block(block, tex)


def test_lines_of_a_broken_formula_do_not_touch() -> None:
    block = render(r"p_\theta(x) = a_\phi + b^\phi", 10)
    assert [row.rstrip() for row in block.lines] == [
        "p (x)",
        " θ",
        "",
        "    = a",
        "       ϕ",
        "",
        "         ϕ",
        "      + b",
    ]
