"""Public checks of forward_diffusion: small enough to redo on paper."""

import torch

from grader.checks import assert_close, assert_dtype, assert_shape, check, randn


def float64(*values):
    return torch.tensor(values, dtype=torch.float64)


@check(
    points=0.5,
    ko="β 다섯 개: 0.1부터 0.5까지 고른 간격",
    en="five betas, evenly from 0.1 to 0.5",
)
def test_betas_by_hand(student):
    want = float64(0.1, 0.2, 0.3, 0.4, 0.5)
    assert_close(student.linear_betas(5, 0.1, 0.5), want, what="betas")
    assert_close(student.linear_betas(1, 0.3, 0.9), float64(0.3), what="betas")


@check(
    points=0.5,
    ko="ᾱ 네 개를 손으로: 0.5, 0.4, 0.1, 0.05",
    en="four alphas-bar by hand: 0.5, 0.4, 0.1, 0.05",
)
def test_abar_by_hand(student):
    # 1 - beta: 0.5, 0.8, 0.25, 0.5; each step keeps its fraction of what was left
    got = student.alphas_bar(float64(0.5, 0.2, 0.75, 0.5))
    assert_close(got, float64(0.5, 0.4, 0.1, 0.05), what="abar")


@check(
    points=0.5,
    ko="주어진 잡음으로 숫자 하나를 손으로",
    en="one number by hand, with the noise given",
)
def test_one_number_by_hand(student):
    abar = float64(0.64, 0.36, 0.0784)  # roots 0.8, 0.6, 0.28; of 1 - abar: 0.6, 0.8, 0.96
    x0, noise = torch.tensor([[25.0]]), torch.tensor([[-5.0]])
    for t, want in ((0, 17.0), (2, 2.2), (2, 2.2)):  # 0.8 * 25 - 0.6 * 5, 0.28 * 25 - 0.96 * 5
        got = student.q_sample(x0, torch.tensor([t]), noise, abar)
        assert_close(got, torch.tensor([[want]]), what="x_t", dtype=False)
    # dtype=False: the dtype has a check of its own


@check(
    points=0.5,
    ko="두 표본을 손으로: 시각이 서로 다르다",
    en="two samples by hand, each at its own time",
)
def test_two_samples_by_hand(student):
    abar = float64(0.64, 0.36)  # roots 0.8 and 0.6; of 1 - abar: 0.6 and 0.8
    x0 = torch.tensor([[10.0, -5.0], [5.0, 20.0]])
    noise = torch.tensor([[5.0, 10.0], [-10.0, 5.0]])
    got = student.q_sample(x0, torch.tensor([1, 0]), noise, abar)
    # t = 1: 0.6 * 10 + 0.8 * 5 = 10,   0.6 * -5 + 0.8 * 10 = 5
    # t = 0: 0.8 * 5 - 0.6 * 10 = -2,   0.8 * 20 + 0.6 * 5 = 19
    want = torch.tensor([[10.0, 5.0], [-2.0, 19.0]])
    assert_close(got, want, what="x_t", dtype=False)


@check(
    points=1,
    ko="결과의 모양과 dtype은 x0와 같다",
    en="the result has the shape and dtype of x0",
)
def test_keeps_shape_and_dtype(student, rng):
    abar = float64(0.9, 0.5, 0.2)
    for dtype in ("float32", "float64"):
        x0, noise = (randn(rng, 3, 2, 3, 3, dtype=dtype) for _ in range(2))
        got = student.q_sample(x0, torch.tensor([2, 0, 1]), noise, abar)
        assert_shape(got, (3, 2, 3, 3), what="x_t")
        assert_dtype(got, dtype, what="x_t")
