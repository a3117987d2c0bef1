"""A call in words says values of plain arguments, and shapes once for all that share them."""

import numpy as np
import pytest

from grader.calling import call_in_words
from grader.wire import Seeded

torch = pytest.importorskip("torch")


def test_shapes_and_dtypes_are_said_once():
    q, k, v = (torch.zeros(1, 2, 5, 4) for _ in range(3))
    words = call_in_words("attention", ("q", "k", "v", "mask"), (q, k, v), {"causal": True})
    assert words == "attention(q, k, v, causal=True), q k v (1, 2, 5, 4) float32"
    mask = torch.ones(5, 5, dtype=torch.bool)
    words = call_in_words("attention", ("q", "k", "v", "mask"), (q, k, v, mask), {})
    assert words == "attention(q, k, v, mask), q k v (1, 2, 5, 4) float32, mask (5, 5) bool"


def test_plain_arguments_are_said_by_value():
    X = np.zeros((30, 2))
    words = call_in_words("fit", ("X", "n", "tol"), (X, 3, -1.0), {})
    assert words == "fit(X, 3, -1.0), X (30, 2) float64"


def test_arguments_without_a_name_and_of_other_kinds():
    words = call_in_words("f", (), (np.zeros(2), (1, 2), np.array(3.0)), {"g": Seeded(1)})
    assert words == "f(args[0], tuple of 2, array () float64, g=Seeded), args[0] (2,) float64"


def test_numbers_and_texts_are_inputs_that_a_discreet_call_does_not_tell():
    args = (np.zeros(2), 3, 0.5, "secret", None, np.array(3.0), np.float32(1))
    words = call_in_words("f", ("x",), args, {"causal": True}, discreet=True)
    assert words == "f(x, int, float, str of 6, None, array, float, causal=True), x (2,) float64"
