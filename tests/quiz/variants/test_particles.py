"""Korean particles that fit what is drawn, as it is read aloud."""

import pytest

from basis.texts import Text
from quiz.variants import particles
from quiz.variants.particles import PAIRS, choose_particles
from quiz.variants.template import fill_text


@pytest.mark.parametrize(
    ("before", "right"),
    [
        *[
            (digit, right)
            for digit, right in zip("0123456789", "은은는은는는은은은는", strict=True)
        ],
        *(("10", "은"), ("0.30", "은"), ("-2", "는"), ("1200", "은"), ("7.5", "는")),
        *(("50%", "는"), (r"$50\%$", "는"), ("$x=3$", "은"), ("$(1, 2)$", "는"), ("**3**", "은")),
        *(("$x^2$", "은"), ("$e^{2}$", "은"), (r"$e^{-\frac{1}{2}}$", "은"), ("$x_2$", "는")),
        *(("$3/4$", "은"), (r"$\frac{2}{3}$", "는"), (r"$\frac12$", "은"), ("2/3", "는")),
        *(("$n!$", "은"), ("$(n-1)!$", "은"), ("($n!!$)", "은"), (r"$\frac{n!}{a}$", "은")),
        *((r"$\frac{a}{n!}$", "는"), (r"$\frac{x^2}{3}$", "은")),
        *(("와!", "는"), ("a!", "는"), (r"$a\!$", "는"), ("$!a$", "는")),
        *(("합(2)", "은"), ("오차 (3)", "는"), ("$W^{(2)}$", "는"), ("고양이", "는")),
    ],
)
def test_a_particle_fits_what_is_read_last(before, right):
    assert choose_particles(before + "{은/는}") == before + right


@pytest.mark.parametrize(
    ("number", "right"), [(1, "로"), (3, "으로"), (6, "으로"), (7, "로"), (10, "으로"), (2, "로")]
)
def test_a_direction_after_a_liquid_is_short(number, right):
    assert choose_particles(f"${number}${{으로/로}} 간다") == f"${number}${right} 간다"


def test_after_a_factorial_a_direction_is_short():
    assert choose_particles("$n!${으로/로}") == "$n!$로"


def test_a_fraction_is_looked_for_once_in_each_number():
    """From every digit of a long one it would take the square of its length."""
    assert particles._FRACTION.match("123/4")
    assert not any(particles._FRACTION.match("1.23/4", place) for place in (1, 2, 3))


@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_has_its_first_form_behind_a_consonant(pair):
    closed, open_ = pair.split("/")
    assert choose_particles(f"3{{{pair}}} 2{{{pair}}}") == f"3{closed} 2{open_}"


def test_what_is_no_pair_stays():
    text = r"\text{합/곱} {a/b} {는/은} \frac{1}{2}"
    assert choose_particles(text) == text


def test_korean_texts_choose_by_what_was_drawn():
    text = Text("비 <<r>>{을/를} $<<r>>${으로/로}", "<<r>>{을/를}")
    assert fill_text(text, {"r": 3}) == Text("비 3을 $3$으로", "3{을/를}")
    assert fill_text(text, {"r": 4}).ko == "비 4를 $4$로"
    assert fill_text(Text("x{은/는}", "x"), {}).ko == "x는"
