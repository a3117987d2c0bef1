"""What holds for every formula, with random ones."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.errors import MathsError
from quiz.maths.alphabets import lowered, raised, styled, unstyled
from quiz.maths.block import Block, beside, line
from quiz.maths.commands import RULES
from quiz.maths.formula import linear, render
from quiz.maths.symbols import CHARACTERS, COMMANDS
from quiz.maths.tree import Symbol
from tests.quiz.maths.fuzzing import check_block, check_formula, fuzz_tex, random_tex

SEEDS = st.integers(0, 2**32)


def test_random_formulas() -> None:
    assert fuzz_tex(300, seed=20) > 150


def formula(seed: int, depth: int = 2) -> str:
    return random_tex(random.Random(seed), depth)


def drawn(tex: str) -> Block | None:
    try:
        return render(tex)
    except MathsError:
        return None


@given(SEEDS, SEEDS)
def test_a_fraction_has_both_parts_and_a_line_between(first: int, second: int) -> None:
    upper, lower = drawn(formula(first)), drawn(formula(second))
    whole = drawn(rf"\frac{{{formula(first)}}}{{{formula(second)}}}")
    if upper and lower and whole:
        assert whole.height >= 3
        bar = whole.lines[whole.baseline]
        assert set(bar) == {"─"}
        assert all(cell_len(row) == whole.width == len(bar) for row in whole.lines)


@given(SEEDS)
def test_groups_draw_nothing_themselves(seed: int) -> None:
    tex = formula(seed)
    assert drawn("{" + tex + "}") in (drawn(tex), None) or "=" in tex or "over" in tex


@given(SEEDS, SEEDS)
def test_side_by_side_on_one_baseline(first: int, second: int) -> None:
    left, right = drawn(formula(first)), drawn(formula(second))
    if left and right:
        both = beside([left, right], [0, 1])
        assert both.width == left.width + 1 + right.width
        assert (both.up, both.down) == (max(left.up, right.up), max(left.down, right.down))
        for offset in range(-left.up, left.down + 1):
            assert both.row(offset).startswith(left.row(offset))


@given(st.text(max_size=40), st.integers(30, 80))
def test_any_text_is_drawn_or_refused(tex: str, width: int) -> None:
    check_formula(tex, width)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_sign_is_drawn_and_spelled(name: str) -> None:
    check_block(render(f"a \\{name} b"), name)
    assert linear(f"a \\{name} b")
    node = COMMANDS[name]
    if isinstance(node, Symbol):
        assert cell_len(node.glyph) == 1
        assert ord(node.glyph) < 0x10000  # what terminal fonts have


def test_a_command_has_one_meaning() -> None:
    assert not COMMANDS.keys() & RULES.keys()


def test_a_sign_typed_as_itself_is_its_command() -> None:
    assert render("x ≤ y ∈ S") == render(r"x \le y \in S")
    assert all(len(character) == 1 for character in CHARACTERS)


def test_small_letters_only_where_every_one_exists() -> None:
    assert (raised("n+1"), lowered("t−1"), raised("⊤")) == ("ⁿ⁺¹", "ₜ₋₁", "ᵀ")
    assert raised("2/d") is None and lowered("θ") is None and lowered("KL") is None
    assert lowered("max") == "ₘₐₓ" and lowered("train") is None


def test_alphabets_go_there_and_back() -> None:
    for alphabet in ("double", "script", "fraktur", "bold"):
        for letter in "ABCHNRZabegoz":
            assert unstyled(styled(letter, alphabet)) == (letter, alphabet)
    assert unstyled("x") is None
    assert line("θ̂").width == 1


HOSTILE = {
    "fractions": r"\frac{" * 35 + "a" + "}{b}" * 35,
    "accents": r"\hat{" * 30 + r"\frac ab" + "}" * 30,  # must not be drawn twice at each level
    "scripts": "x_{a}^{" * 38 + "y" + "}" * 38,
    "roots": r"\sqrt{" * 35 + r"\frac ab" + "}" * 35,
    "grown brackets": r"\left(" * 38 + r"\frac ab" + r"\right)" * 38,
    "brackets": "(" * 1900 + ")" * 1900,
    "brackets in groups": ("(" * 40 + "{") * 38 + "a" + ("}" + ")" * 40) * 38,
    "bars": "|" * 3999,
    "primes": "x" + "'" * 3900,
    "many rows": r"\begin{matrix}" + r"\\".join("a" * 900) + r"\end{matrix}",
    "many columns": r"\begin{matrix}" + "&".join("a" * 900) + r"\end{matrix}",
    "many terms": "a+" * 1900,
    "matrices in matrices": r"\begin{pmatrix}" * 35 + "a" + r"\end{pmatrix}" * 35,
}


@pytest.mark.parametrize("tex", HOSTILE.values(), ids=HOSTILE)
def test_hostile_formulas_are_drawn_or_refused(tex: str) -> None:
    check_formula(tex, 60)
