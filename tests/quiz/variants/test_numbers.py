"""How numbers are written: rounded the same way everywhere, as filters that can be chained."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.variants.numbers import coef, dp, num, paren, pct, settle, shown, sig, signed, tex

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (2, "2"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (100.0, "100"),
        (1 / 3, "0.333333333333"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (2.5e-9, "2.5e-9"),
        (1.5e20, "1.5e20"),
        (2**53, "9007199254740992"),
        (float(2**50), "1125899906842624"),
        (-1234.5, "-1234.5"),
        ("0.50", "0.5"),
    ],
)
def test_num_is_the_shortest_natural_way(value, text):
    assert num(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 2, "0.50"),
        (0.125, 2, "0.12"),
        (0.375, 2, "0.38"),
        (2.675, 2, "2.68"),  # the double is just below the half; people see a half
        (-0.001, 2, "0.00"),
        (1e300, 1, "1" + "0" * 300 + ".0"),
        (3, 0, "3"),
        ("0.125", 1, "0.1"),
    ],
)
def test_dp_rounds_half_to_even(value, decimals, text):
    assert dp(value, decimals) == text


@given(FINITE.filter(lambda value: 1e-300 < abs(value) < 1e300), st.integers(0, 8))
def test_the_last_bits_of_a_double_do_not_show(value, decimals):
    near = math.nextafter(value, math.inf)
    if value != int(value) and near != int(near) and settle(value) == settle(near):
        assert dp(value, decimals) == dp(near, decimals)
        assert num(value) == num(near)


def test_a_half_with_noise_of_another_machine_is_a_half():
    half = 0.1 * 3 + 0.825  # 1.125 up to noise
    assert {dp(value, 2) for value in (half, math.nextafter(half, 2), math.nextafter(half, 0))} == {
        "1.12"
    }


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.5, 3, "0.500"),
        (1234.5, 3, "1230"),
        (9.99, 2, "10"),
        (0.00012345, 2, "0.00012"),
        (1.25e-9, 2, "1.2e-9"),
        (0, 3, "0.00"),
        (99999, 1, "100000"),
    ],
)
def test_sig(value, digits, text):
    assert sig(value, digits) == text


def test_a_factor_of_one_is_not_written():
    assert [coef(x) for x in (1, -1, 2, -2.5, 0, 0.1)] == ["", "-", "2", "-2.5", "0", "0.1"]
    assert [coef(signed(x)) for x in (1, -1, 2)] == ["+ ", "- ", "+ 2"]
    assert coef([1, 3]) == ["", "3"]


def test_filters_follow_each_other():
    assert signed(dp(-0.5, 2)) == "- 0.50"
    assert signed(3) == "+ 3"
    assert paren(dp(-0.5, 2)) == "(-0.50)"
    assert paren(3.0) == "3"
    assert tex(sig(1.25e-9, 2)) == r"1.2 \times 10^{-9}"
    assert tex(-1e-9) == "-10^{-9}"
    assert tex(0.5) == "0.5"
    assert pct(0.125, 1) == "12.5%"
    assert pct(0.29) == "29%"


def test_vectors_and_matrices():
    assert shown([1.0, 2.5]) == "(1, 2.5)"
    assert shown([[1, 2.0], [3, 4]]) == "[1 2; 3 4]"
    assert shown(dp([[1, 2.0], [3, 4]], 1)) == "[1.0 2.0; 3.0 4.0]"
    assert tex([[1, 2e-9]]) == r"\begin{pmatrix} 1 & 2 \times 10^{-9} \end{pmatrix}"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "nan", "cat", True, None, {}])
def test_what_is_no_finite_number_is_refused(value):
    with pytest.raises(ValueError):
        num(value)


@pytest.mark.parametrize("digits", [-1, 16, 10**9, 1.0, True, "2"])
def test_digits_are_few(digits):
    with pytest.raises(ValueError):
        dp(0.5, digits)
    with pytest.raises(ValueError):
        sig(0.5, digits)


@given(FINITE)
def test_num_reads_back(value):
    assert math.isclose(float(num(value)), value, rel_tol=1e-11, abs_tol=0)
