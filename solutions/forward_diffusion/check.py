"""Hidden checks of forward_diffusion. No check draws a verdict from a random sample.

The oracles are not the closed form of the reference: the schedule is redone with 28
digits, x_t by a loop over single numbers, and the two coefficients come from following mean
and variance through the chain one step at a time.
"""

import math
from decimal import Decimal

import numpy as np
import torch

from grader.checks import assert_close, check, randn, require

# Tolerances: twice the spread over tests/content/forward_diffusion/right, rounded up. x_t of normal
# draws is compared absolutely: relative to a few values that happen to be small, rounding errors of
# their terms, which are of order one, would be large in one run of a million.
ATOL32 = 1e-5  # 2e-6 at |x0|, |noise| = 6: roots, products and a sum rounded to float32
ATOL64 = 1e-12  # 4e-15; the nearest mistake, coefficients in float32, is 1e-7 off
RTOL32 = 1e-6  # of each coefficient; 3.3e-7 by way of a log signal-to-noise ratio in float32
RTOL64 = 1e-12  # of the schedule; 8e-15 by sums of logarithms. A float32 schedule is 1e-8 off


def random_abar(rng, T):
    """A schedule with visible noise at every step, unlike the default one: float64 [T]."""
    return torch.from_numpy(np.cumprod(1.0 - rng.uniform(0.05, 0.3, T)))


def loop(x0, t, noise, abar):
    """x_t number by number, in Python's float64."""
    x0, noise = x0.double().numpy(), noise.double().numpy()
    want = np.empty_like(x0)
    for place in np.ndindex(*x0.shape):
        left = float(abar[int(t[place[0]])])
        want[place] = math.sqrt(left) * x0[place] + math.sqrt(1.0 - left) * noise[place]
    return torch.from_numpy(want)


@check(
    points=1,
    ko="기본 스케줄: ᾱ가 4.0358e-05까지 준다",
    en="default schedule: abar falls to 4.0358e-05",
)
def test_default_schedule(student):
    T = 1000
    betas = [1e-4 + (0.02 - 1e-4) * t / (T - 1) for t in range(T)]
    want = torch.tensor(betas, dtype=torch.float64)
    assert_close(student.linear_betas(T), want, what="betas", rtol=RTOL64)

    exact, left = [], Decimal(1)
    for beta in betas:
        left *= 1 - Decimal(beta)
        exact.append(float(left))
    abar = student.alphas_bar(want)
    want = torch.tensor(exact, dtype=torch.float64)
    assert_close(abar, want, what="abar", rtol=RTOL64, atol=0.0)


@check(points=1.5, ko="숫자 하나씩 계산한 값과 같다", en="matches a loop over single numbers")
def test_matches_a_loop(student, rng):
    # Batch, height and width are all 3: a coefficient on the wrong axis gives numbers, no error.
    for dtype, atol in (("float32", ATOL32), ("float64", ATOL64)):
        abar = random_abar(rng, 9)
        t = torch.from_numpy(rng.permutation([0, 8, int(rng.integers(1, 8))]))
        x0, noise = (randn(rng, 3, 2, 3, 3, dtype=dtype) for _ in range(2))
        want = loop(x0, t, noise, abar)
        got = student.q_sample(x0, t, noise, abar)
        assert_close(got, want, what="x_t", rtol=atol, atol=atol, dtype=False)


@check(
    points=1,
    needs="matches_a_loop",
    ko="배치 뒤의 축이 몇 개든 된다",
    en="any number of axes behind the batch",
)
def test_any_trailing_shape(student, rng):
    abar = random_abar(rng, 6)
    for trailing in ((), (4,), (4, 3), (2, 3, 2, 4)):
        t = torch.from_numpy(rng.permutation(6)[:4])
        x0, noise = (randn(rng, 4, *trailing) for _ in range(2))
        got = student.q_sample(x0, t, noise, abar)
        want = loop(x0, t, noise, abar)
        assert_close(got, want, what="x_t", rtol=ATOL32, atol=ATOL32, dtype=False)


@check(
    points=1,
    ko="평균과 분산이 한 걸음씩 걷는 사슬과 같다",
    en="mean and variance follow the chain",
)
def test_follows_the_chain(student, credit):
    # q(x_t | x_{t-1}) multiplies the mean by sqrt(1 - beta) and the variance by 1 - beta, then
    # adds beta. Following the two needs no product over steps and no random number.
    T = 100
    betas = torch.linspace(1e-3, 0.2, T, dtype=torch.float64)
    means, variances, mean, variance = [], [], 1.0, 0.0
    for beta in betas.tolist():
        mean, variance = math.sqrt(1 - beta) * mean, (1 - beta) * variance + beta
        means.append(mean)
        variances.append(variance)
    abar, t = torch.cumprod(1 - betas, 0), torch.arange(T)
    one, none = torch.ones(T, 1), torch.zeros(T, 1)

    signal = student.q_sample(one, t, none, abar)
    want = torch.tensor(means)[:, None]
    assert_close(signal, want, what="x_t", rtol=RTOL32, dtype=False)
    credit(0.5, ko="신호 쪽은 맞습니다", en="the signal is right")
    sigma = student.q_sample(none, t, one, abar)
    want = torch.tensor(variances).sqrt()[:, None]
    assert_close(sigma, want, what="x_t", rtol=RTOL32, dtype=False)


@check(
    points=0.5,
    needs="matches_a_loop",
    ko="첫 걸음의 작은 잡음까지 정밀하다",
    en="the tiny noise of the first step is precise",
)
def test_first_step_is_precise(student, rng):
    # 1 - 0.99999 keeps three digits in float32: sigma would be off by 7e-4.
    abar = torch.cumprod(1 - torch.linspace(1e-5, 0.02, 50, dtype=torch.float64), 0)
    noise = randn(rng, 4, 4)
    got = student.q_sample(torch.zeros(4, 4), torch.zeros(4, dtype=torch.int64), noise, abar)
    want = math.sqrt(1e-5) * noise.double()
    assert_close(got, want, what="x_t", rtol=RTOL32, atol=0.0, dtype=False)


@check(
    points=1,
    needs="matches_a_loop",
    ko="x0와 noise로 흐르는 기울기",
    en="gradients of x0 and of the noise",
)
def test_gradients(student, rng):
    abar, t = random_abar(rng, 7), torch.from_numpy(rng.permutation(7)[:3])
    x0, noise, cotangent = (randn(rng, 3, 2, 3, 3) for _ in range(3))
    pullback = student.grad("q_sample", x0, t, noise, abar, wrt=(0, 2), cotangent=cotangent)
    zero = torch.zeros_like(x0)
    for got, name, want in (
        (pullback.grads[0], "x0", loop(cotangent, t, zero, abar)),
        (pullback.grads[1], "noise", loop(zero, t, cotangent, abar)),
    ):
        require(
            got is not None,
            ko=f"{name}까지 기울기가 흐르지 않습니다.",
            en=f"no gradient flows to {name}.",
        )
        what = f"{name}.grad"
        assert_close(got, want, what=what, rtol=ATOL32, atol=ATOL32, dtype=False)


@check(
    points=1,
    needs=("any_trailing_shape", "keeps_shape_and_dtype"),
    ko="작은 표본 50,000개: 배치 반복문 없이 빠르게",
    en="50,000 tiny samples, no loop over the batch",
)
def test_many_small_samples(race):
    def make(rng):
        x0, noise = (randn(rng, 50_000, 4) for _ in range(2))
        t = torch.from_numpy(rng.integers(0, 1000, 50_000))
        abar = torch.from_numpy(np.linspace(0.999, 0.001, 1000))
        return x0, t, noise, abar, 16

    # exercises/forward_diffusion/rounds.py calls q_sample 16 times: one call takes 0.5 ms, less
    # than sending its data. Every vectorised form is within 3 times the reference, a loop over the
    # batch takes hundreds of times as long; on large images a loop would be as fast.
    race("q_sample_in_rounds", make, limit=10, rtol=ATOL32, atol=16 * ATOL32)
