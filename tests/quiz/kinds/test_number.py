from __future__ import annotations

import math

import pytest

from quiz.errors import UnreadableError
from quiz.kinds.number import read_number

UNITS = {"nat": 1.0, "bit": math.log(2), "비트": math.log(2)}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0.69", 0.69),
        ("0,69", 0.69),
        ("-0,69", -0.69),
        ("0,125", 0.125),
        ("12,5", 12.5),
        ("1,000,000", 1e6),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 000", 1000),
        ("１．５", 1.5),
        ("−2", -2),
        ("80 %", 0.8),
        ("80퍼센트", 0.8),
        ("80 percent", 0.8),
        ("3/8", 0.375),
        ("ln(2)", math.log(2)),
        ("max(1,2)", 2),
        ("1e-3", 0.001),
        ("2×10⁻³", 0.002),
        ("약 1.5입니다.", 1.5),
        ("≈ 1.5", 1.5),
        ("D_KL(P||Q) = 0.5", 0.5),
        ("7개", 7),
        ("7번 정도", 7),
        ("5.", 5),
    ],
)
def test_read(typed: str, value: float) -> None:
    assert read_number(typed).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("2", 2, ""),
        ("2 nat", 2, "nat"),
        ("2nats", 2, "nat"),
        ("2 BIT", 2 * math.log(2), "bit"),
        ("2 비트입니다", 2 * math.log(2), "비트"),
        ("1/2 bit", math.log(2) / 2, "bit"),
    ],
)
def test_units(typed: str, value: float, unit: str) -> None:
    reading = read_number(typed, UNITS)
    assert (reading.value, reading.unit) == (pytest.approx(value), unit)


def test_a_letter_x_before_a_power_of_ten_is_a_sign() -> None:
    for typed in ("3x10^8", "3 X 10⁸", "3x10**8"):
        assert read_number(typed).value == 3e8
    with pytest.raises(UnreadableError):
        read_number("0x10")


def test_percent_as_a_unit_is_no_hundredth() -> None:
    for typed in ("12", "12%", "12 퍼센트"):
        assert read_number(typed, {"%": 1.0}).value == 12


def test_units_in_capitals_are_told_apart() -> None:
    units = {"W": 1.0, "mW": 1e-3, "MW": 1e6}
    assert [read_number(f"2 {unit}", units).value for unit in ("mW", "MW", "w")] == [2e-3, 2e6, 2]
    with pytest.raises(UnreadableError) as caught:
        read_number("2 mw", units)
    assert caught.value.key == "number_unit_unknown"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1,000", "number_comma"),
        ("abc", "number_unreadable"),
        ("ㅁㅁ", "number_unreadable"),
        ("0.2, 0.3", "number_unreadable"),
        ("", "number_empty"),
        (" 입니다", "number_empty"),
        ("1/0", "number_not_finite"),
        ("log(0)", "number_not_finite"),
        ("1e400", "formula_range"),
        ("10^400", "number_not_finite"),
        ("2 kg", "number_unit_none"),
        ("0.2 0.3", "formula_sign_missing"),
        ("(1", "formula_unclosed"),
        ("9" * 500, "formula_too_long"),
    ],
)
def test_unreadable(typed: str, key: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_number(typed)
    assert caught.value.key == key


def test_an_ambiguous_comma_has_both_readings() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_number("1,000")
    assert caught.value.fields["suggestions"] == ["1000", "1.000"]


def test_an_unknown_unit_says_which_are_known() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_number("2 kg", UNITS)
    assert caught.value.key == "number_unit_unknown"
    assert caught.value.fields == {"unit": "kg", "known": ["nat", "bit", "비트"]}


def test_columns_are_those_of_the_typed_text() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_number("약 3 + ]")
    assert caught.value.fields["column"] == 7


@pytest.mark.parametrize(
    ("typed", "echo"),
    [("0.5", ""), ("-2", ""), ("0,5", "0.5"), ("1/2", r"\frac{1}{2}"), ("5%", r"5\,\%")],
)
def test_what_may_be_misread_is_echoed(typed: str, echo: str) -> None:
    assert read_number(typed).echo == echo
