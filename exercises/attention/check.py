"""Public checks of attention: examples small enough to verify by hand, and two properties."""

import math

import torch

from grader.checks import as_tuple, assert_close, assert_dtype, assert_shape, check, randn, require

# Ten times the float32 rounding seen over correct solutions (einsum, float64 inside, loops).
RTOL = 4e-6


def rows(*numbers):
    """A [1, 1, T, d] tensor from its rows."""
    return torch.tensor(numbers, dtype=torch.float32)[None, None]


# Scores after the division by √4 = 2: [ln 5, ln 2, 0] for query 0, [0, ln 2, 0] for query 1.
# So the weights before any mask are [5, 2, 1] / 8 and [1, 2, 1] / 4.
QUERIES = rows([2 * math.log(5), 2 * math.log(2), 0, 0], [0, 2 * math.log(2), 0, 0])
KEYS = rows([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0])
VALUES = rows([8, 0], [0, 8], [16, 8])

# All keys are equal, so that only the masks decide: every allowed key gets the same weight.
EQUAL_QUERIES = rows([1, 2, 0, 0], [0, 1, 1, 0], [3, 0, 0, 1])
EQUAL_KEYS = rows([1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1])
EQUAL_VALUES = rows([1], [3], [8])


@check(points=0.5, ko="출력과 가중치의 모양과 합이 맞다", en="returns output and weights that fit")
def test_output_and_weights(student, rng):
    q, k, v = randn(rng, 2, 3, 4, 8), randn(rng, 2, 3, 5, 8), randn(rng, 2, 3, 5, 6)
    out, weights = as_tuple(student.attention(q, k, v), 2)
    assert_shape(out, (2, 3, 4, 6), what="out")
    assert_shape(weights, (2, 3, 4, 5), what="weights")
    assert_dtype(out, "float32", what="out")
    assert_dtype(weights, "float32", what="weights")
    require(
        (weights >= 0).all(),
        ko="가중치는 음수일 수 없는데 음수가 있습니다.",
        en="Weights cannot be negative, but some are.",
        smallest=weights.min(),
    )
    assert_close(weights.sum(-1), torch.ones(2, 3, 4), what="∑ weights", rtol=RTOL)
    assert_close(out, weights @ v, what="`out` = weights @ v", rtol=RTOL)


@check(points=1, ko="질의 둘, 키 셋: 손으로 계산한 값", en="two queries, three keys by hand")
def test_three_keys_by_hand(student):
    out, weights = as_tuple(student.attention(QUERIES, KEYS, VALUES), 2)
    expected = rows([5 / 8, 2 / 8, 1 / 8], [1 / 4, 2 / 4, 1 / 4])
    assert_close(weights, expected, what="weights", rtol=RTOL)
    assert_close(out, rows([7, 3], [6, 6]), what="out", rtol=RTOL)


@check(points=0.5, ko="마스크: 손으로 계산한 값", en="a mask by hand")
def test_mask_by_hand(student):
    mask = torch.tensor([[True, False, True], [True, True, False], [False, False, True]])
    out, weights = as_tuple(
        student.attention(EQUAL_QUERIES, EQUAL_KEYS, EQUAL_VALUES, mask=mask), 2
    )
    expected = rows([1 / 2, 0, 1 / 2], [1 / 2, 1 / 2, 0], [0, 0, 1])
    assert_close(weights, expected, what="weights", rtol=RTOL)
    assert_close(out, rows([4.5], [2], [8]), what="out", rtol=RTOL)


@check(points=0.5, ko="인과 마스크: 지나온 값의 평균", en="causal: the mean of the values so far")
def test_causal_by_hand(student):
    out, weights = as_tuple(
        student.attention(EQUAL_QUERIES, EQUAL_KEYS, EQUAL_VALUES, causal=True), 2
    )
    expected = rows([1, 0, 0], [1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3])
    assert_close(weights, expected, what="weights", rtol=RTOL)
    assert_close(out, rows([1], [2], [4]), what="out", rtol=RTOL)


@check(
    points=0.5,
    needs="output_and_weights",
    ko="키와 값은 함께 섞어도 되고, 질의를 섞으면 출력도 섞인다",
    en="keys with values may be shuffled, outputs follow the queries",
)
def test_order(student, rng):
    q, k, v = randn(rng, 1, 2, 4, 8), randn(rng, 1, 2, 6, 8), randn(rng, 1, 2, 6, 3)
    out, weights = as_tuple(student.attention(q, k, v), 2)

    keys = [3, 0, 5, 1, 4, 2]
    shuffled, moved = as_tuple(student.attention(q, k[..., keys, :], v[..., keys, :]), 2)
    assert_close(shuffled, out, what="`out` for shuffled k, v", rtol=RTOL)
    assert_close(moved, weights[..., keys], what="`weights` for shuffled k, v", rtol=RTOL)

    queries = [2, 3, 1, 0]
    shuffled, _ = as_tuple(student.attention(q[..., queries, :], k, v), 2)
    assert_close(shuffled, out[..., queries, :], what="`out` for shuffled q", rtol=RTOL)
