"""The sanity ladder stops at the first broken rung and says where and how much."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.compare import first_fault, kind_of, number, values_fault
from grader.wire import Foreign

torch = pytest.importorskip("torch")


def rung(got, want, **how):
    fault = first_fault(got, want, **how)
    return fault and fault.rung


@pytest.mark.parametrize(
    ("got", "want", "expected"),
    [
        (np.ones(3), np.ones(3), None),
        ([1.0, 1.0, 1.0], np.ones(3), "type"),
        (torch.ones(3), np.ones(3), "type"),
        (np.ones(3), torch.ones(3), "type"),
        (np.ones((3, 1)), np.ones(3), "shape"),
        (np.ones(3, np.float32), np.ones(3), "dtype"),
        (np.array([1, np.nan, 1]), np.ones(3), "finite"),
        (np.array([1, 1.1, 1]), np.ones(3), "values"),
        (np.float64(2.0), 2.0, None),
        (np.array(2.0), 2.0, None),
        (2, 2.0, None),
        (True, 1.0, "type"),
        ("2", 2.0, "type"),
        (None, 2.0, "type"),
        (Foreign("generator"), np.ones(3), "type"),
        ((1.0, 2.0), (1.0, 2.0), None),
        ([1.0, 2.0], (1.0, 2.0), None),
        ((1.0,), (1.0, 2.0), "length"),
        (1.0, (1.0, 2.0), "type"),
        ({"a": 1.0}, {"a": 1.0}, None),
        ({"b": 1.0}, {"a": 1.0}, "keys"),
        (np.bool_(True), True, None),
        (np.array([1, 2]), np.array([1, 3]), "values"),
        (float("nan"), float("nan"), None),
        (np.array([np.inf]), np.array([-np.inf]), "finite"),
        (np.zeros((0, 2)), np.zeros((0, 2)), None),
        (np.array([1.0]), np.array([np.nan]), "values"),
    ],
)
def test_the_first_broken_rung_is_named(got, want, expected):
    assert rung(got, want) == expected


def test_dtype_can_be_left_out():
    assert rung(np.ones(2, np.float32), np.ones(2), dtype=False) is None


def test_evidence_says_where_and_how_much():
    want = np.zeros((2, 3))
    got = want.copy()
    got[1, 2], got[0, 1] = 0.5, -0.25
    want[0, 0] = got[0, 0] = 1.0
    fields = first_fault(got, want, what="out").fields
    assert (fields["differ"], fields["of"], fields["at"]) == (2, 6, [1, 2])
    assert fields["largest"] == 0.5
    assert fields["relative"] == 0.5
    assert (fields["expected"], fields["got"]) == (0.0, 0.5)


def test_tolerance_is_relative_to_the_whole_array():
    want = np.array([1e6, 0.0])
    assert rung(want + [0, 1e-4], want, rtol=1e-9) is None
    assert rung(want + [0, 1e-2], want, rtol=1e-9) == "values"
    assert rung(want * 1e-9 + [0, 1e-4], want * 1e-9, rtol=1e-9) == "values"


def test_parts_are_named_by_their_path():
    fault = first_fault(({"gap": 1.0}, 2.0), ({"gap": 1.5}, 2.0), what="out")
    assert fault.what == 'out[0]["gap"]'


@pytest.mark.parametrize("other", [1.0, -(10**400), 2**70, np.ones(())])
def test_ints_of_any_size_compare(other):
    assert rung(10**400, other) in ("finite", "values")
    assert rung(other, 10**400) in ("finite", "values")
    assert rung(10**400, 10**400) is None
    assert rung(2**64 - 1, 2**64 - 1) is None
    assert rung(float(2**70), 2**70) is None


def test_overflow_in_a_difference_is_no_warning():
    assert rung(1e308, -1e308) == "values"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (np.float32(0.5), 0.5),
        (np.array([2]), 2),
        (np.ones((2, 3)), "array (2, 3) float64"),
        (float("inf"), "inf"),
        (1 + 2j, "1+2j"),
        ("x" * 200, "x" * 80),
        (Foreign("generator"), "generator"),
    ],
)
def test_numbers_as_evidence_are_ready_for_json(value, shown):
    assert number(value) == shown
    json.dumps(number(value))


@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_any_two_floats_compare_without_a_warning(one, other):
    fault = first_fault(one, other)
    assert (fault is None) or one != other


def test_bfloat16_compares():
    one = torch.ones(3, dtype=torch.bfloat16)
    assert rung(one, one.clone()) is None


def test_nan_everywhere_is_no_agreement():
    assert values_fault(np.full(3, np.nan), np.ones(3), what="x", rtol=1.0).rung == "finite"


def test_kinds_are_in_a_learners_words():
    assert kind_of(torch.ones(1)) == "tensor"
    assert kind_of(np.ones(1)) == "array"
    assert kind_of(np.float32(1)) == "float"
    assert kind_of(None) == "None"
