"""Records agree by values, patterns and laws; a NaN everywhere is no evidence."""

import numpy as np
import pytest

from grader.alike import (
    Tolerance,
    is_random,
    repeats,
    same_answer,
    same_in_law,
    tells_apart,
)
from grader.answer import Raised, Returned
from grader.wire import Foreign, Seeded

BY_DTYPE = Tolerance()


def returned(value):
    return Returned(value)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (np.ones(3), np.ones(3) * (1 + 1e-9), True),
        (np.ones(3), np.ones(3) * (1 + 1e-3), False),
        (np.array([1, np.nan]), np.array([1, np.nan]), True),
        (np.array([1, np.nan]), np.array([np.nan, 1]), False),
        (np.array([1, np.inf]), np.array([1, -np.inf]), False),
        ((1.0, None), (1.0, None), True),
        ((1.0, None), (1.0, np.ones(1)), False),
        ({"a": 1.0}, {"a": 1.0, "b": 2.0}, False),
        (Foreign("generator"), Foreign("generator"), True),
        ("a", "a", True),
        (np.ones(3, np.float32), np.ones(3), False),
        (1.0, np.ones((1, 1)), False),
    ],
)
def test_values_agree(one, other, same):
    assert same_answer(returned(one), returned(other), BY_DTYPE) is same
    assert same_answer(returned(other), returned(one), BY_DTYPE) is same


def test_exceptions_agree_by_type():
    one = Raised("raised", "ValueError", ("ValueError",), "x is 3")
    same = Raised("raised", "ValueError", ("ValueError",), "another text")
    other = Raised("raised", "TypeError", ("TypeError",), "x is 3")
    assert same_answer(one, same, BY_DTYPE)
    assert not same_answer(one, other, BY_DTYPE)
    assert not same_answer(one, returned(1.0), BY_DTYPE)
    assert not same_answer(None, None, BY_DTYPE)


def test_nothing_but_nan_tells_nothing_apart():
    right = returned(np.ones(4))
    assert not tells_apart(returned(np.full(4, np.nan)), right, BY_DTYPE)
    assert tells_apart(returned(np.array([1, 1, 1, np.nan])), right, BY_DTYPE)
    assert tells_apart(returned(np.zeros(4)), right, BY_DTYPE)
    assert not tells_apart(right, right, BY_DTYPE)


def test_generators_are_found_however_deep():
    assert is_random(["call", None, "f", [1, {"g": Seeded(1, "torch")}], {}])
    assert not is_random(["call", None, "f", [1, {"g": 2}], {}])


def test_laws_tell_how_noise_was_drawn():
    rng = np.random.default_rng(0)
    normal = [returned(rng.normal(size=(500, 20))) for _ in range(2)]
    uniform = [returned(rng.uniform(size=(500, 20))) for _ in range(2)]
    shared = [returned(np.tile(rng.normal(size=(1, 20)), (500, 1))) for _ in range(2)]
    wide = [returned(2 * rng.normal(size=(500, 20))) for _ in range(2)]
    kinds = (normal, uniform, shared, wide)
    for i, one in enumerate(kinds):
        for j, other in enumerate(kinds):
            assert same_in_law(one[0], other[1]) is (i == j), (i, j)


def test_small_samples_have_no_law():
    assert not same_in_law(returned(np.ones(10)), returned(np.zeros(10)))


def test_laws_are_found_inside_gradients():
    rng = np.random.default_rng(0)
    one, other = ({"value": rng.normal(size=(500, 20)), "grads": [np.ones(3)]} for _ in range(2))
    assert same_in_law(returned(one), returned(other))
    other["grads"] = [np.zeros(3)]
    assert not same_in_law(returned(one), returned(other))


def test_equal_requests_are_compared():
    answers = [returned(1.0), returned(1.0), returned(2.0)]
    assert repeats(answers, [b"a", b"a", b"a"]) == (True, False, False)
    assert repeats(answers, [b"a", b"b", b"c"]) == ()
