"""Texts of banks as they stand on a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.maths.markup import formulas, stray
from quiz.maths.page import BOLD, CODE, lay_out, lay_out_rich


def shown(text: str, width: int = 80, plain: bool = False, **how: object) -> str:
    return "\n".join(lay_out(text, width, plain, **how))  # type: ignore[arg-type]


def test_a_line_of_text_grows_with_a_formula() -> None:
    text = (
        "Two coins: Q shows heads with probability 0.8, P with 0.5. Compute "
        r"$D_{KL}(Q\|P)=\sum_x Q(x)\log\frac{Q(x)}{P(x)}$ to three decimals."
    )
    assert shown(text, 72) == (
        "Two coins: Q shows heads with probability 0.8, P with 0.5. Compute\n"
        "                          Q(x)\n"
        "D_KL(Q ‖ P) = ∑ₓ Q(x) log ──── to three decimals.\n"
        "                          P(x)"
    )


def test_in_a_line_limits_and_roots_stay_in_it() -> None:
    text = r"With $x_t=\sqrt{1-\beta_t}\,x_{t-1}$ and $N_k=\sum_{i=1}^n r_{ik}$ we are done."
    assert shown(text) == "With xₜ = √(1 − βₜ) xₜ₋₁ and Nₖ = ∑ᵢ₌₁ⁿ rᵢₖ we are done."


def test_a_particle_stays_at_its_formula() -> None:
    text = r"두 분포 $p_\theta(x)$와 $q(z\mid x)$는 `np.sum`을 씁니다"
    assert shown(text, 24) == "두 분포 p_θ(x)와\nq(z | x)는 `np.sum`을\n씁니다"


def test_lines_that_hang_and_rise_do_not_meet() -> None:
    text = r"가나다라 $\underset{\theta}{f}$ 가나다라 $y^\theta$ 끝"
    assert shown(text, 20) == "가나다라 f 가나다라\n         θ\n\n θ\ny  끝"


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"L_{simple}", "L_simple"),
        (r"\mathbb E_{x\sim p}[\log D(x)]", "𝔼_{x∼p}[log D(x)]"),
        (r"p(x)=\sum_y p(x,y)", "p(x) = ∑_y p(x, y)"),
        (r"\arg\min_{q\in Q} D_{KL}(q\|p)", "arg min_{q∈Q} D_KL(q ‖ p)"),
        (r"x_\theta y", "x_θ y"),
        (r"x_{\theta y}", "x_{θy}"),
        (r"x_\theta^2", "x_{θ}²"),
        (r"x_{\theta_\phi}", "x_{θ_ϕ}"),
        (r"{x_\theta}_\beta", "(x_θ)_β"),
        (r"\sqrt{\bar\alpha_T}\,x_{t-1}", "√ᾱ_T xₜ₋₁"),
    ],
)
def test_subscripts_leave_no_holes_in_a_paragraph(tex: str, line: str) -> None:
    assert shown(f"앞 ${tex}$를 뒤") == f"앞 {line}를 뒤"


def test_a_display_formula_stands_alone() -> None:
    text = "따라서\n$$a=\\frac{b}{c}.$$\n끝. $$x$$"
    assert shown(text) == "따라서\n\n        b\n    a = ─.\n        c\n\n끝.\n\n    x"


def test_punctuation_after_a_display_formula_stays_at_it() -> None:
    assert shown("그러면 $$\\frac{a}{b}$$, 끝") == "그러면\n\n    a\n    ─,\n    b\n\n끝"


def test_plain_text_is_one_line_for_each_formula() -> None:
    text = r"비 $\frac{a+b}{2c}$는 $\sum_{i=1}^n x_i$보다" + "\n\n$$D_{KL}(q\\|p)$$"
    assert shown(text, plain=True) == ("비 (a+b)/(2c)는 sum_(i=1)^n x_i보다\n\n    D_(KL)(q || p)")


def test_code_stays_as_it_is() -> None:
    text = "앞\n\n```python\nx = a  *  b  # $no$ **maths**\n\n\ty\n```\n뒤 `a  b * c`"
    assert shown(text) == ("앞\n\n    x = a  *  b  # $no$ **maths**\n\n        y\n\n뒤 `a  b * c`")


def test_dollars() -> None:
    assert shown(r"값은 \$5, 또는 $x = \$5$") == "값은 $5, 또는 x = $5"
    assert shown("한 $ 만") == "한 $ 만"
    assert formulas(r"\$5 $a$ `$b$` **$c$** $$d$$" + "\n```\n$e$\n```") == ["a", "c", "d"]


def test_asterisks_that_are_no_emphasis_stay() -> None:
    assert shown("2 ** 3 and **bold** and 2**3") == "2 ** 3 and bold and 2**3"


def test_styles() -> None:
    (line,) = lay_out_rich("a **b c** `d` $x^2$", 80)
    assert line.plain == "a b c `d` x²"
    assert {(line.plain[s.start : s.end], s.style) for s in line.spans if s.style} >= {
        ("b", BOLD),
        ("`d`", CODE),
    }


def test_indentation_and_what_stands_in_it() -> None:
    assert lay_out(r"$\frac{1}{2}$ 또는", 80, indent=4, lead=" 1  ") == [
        "    1",
        " 1  ─ 또는",
        "    2",
    ]


def test_a_wide_formula_goes_on_in_the_next_line() -> None:
    text = r"여기서 $a_1 + a_2 + a_3 + a_4 + a_5 = b_1 + b_2$이다"
    assert shown(text, 24) == "여기서 a₁ + a₂ + a₃ + a₄\n+ a₅ = b₁ + b₂이다"


def test_a_word_wider_than_the_screen_is_not_lost() -> None:
    assert shown("x" * 50, 30) == "x" * 30 + "\n" + "x" * 20


@pytest.mark.parametrize("text", ["", "  \n\n  "])
def test_nothing_is_nothing(text: str) -> None:
    assert lay_out(text, 80) == []


WORDS = st.lists(
    st.text(st.sampled_from("abc가나다.,-"), min_size=1, max_size=12), min_size=1, max_size=40
)


@given(WORDS, st.integers(30, 90))
def test_no_word_is_lost_or_torn(words: list[str], width: int) -> None:
    lines = lay_out(" ".join(words), width)
    assert " ".join(lines).split() == words
    assert all(cell_len(line) <= width for line in lines)


@given(WORDS, st.integers(30, 90))
def test_lines_are_as_full_as_they_can_be(words: list[str], width: int) -> None:
    lines = lay_out(" ".join(words), width)
    for line, after in zip(lines, lines[1:], strict=False):
        assert cell_len(line) + 1 + cell_len(after.split()[0]) > width


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("$x$ and $y$", ""),
        (r"it costs \$5, and $x$ too", ""),
        ("`$HOME` is code", ""),
        ("$$x^{{2}}$$", ""),
        ("$x = 1 has no end", "$"),
        ("$x$ and $y have three", "$"),
        ("the value is {{a}}", "{{"),
    ],
)
def test_marks_that_have_no_business_in_prose(text: str, mark: str) -> None:
    assert stray(text) == mark
