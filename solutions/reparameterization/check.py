"""Hidden checks of reparameterization: formula, gradients by value, and the law of the noise."""

import math

import torch

from grader.checks import (
    assert_close,
    assert_finite,
    assert_shape,
    assert_type,
    check,
    generator,
    near,
    randn,
    require,
)

# exp, product and sum round once each, and exp may be off by one more: 4 units in the last place.
FOUR_ULP = 4 * 2.0**-23
# A gradient is one or two products more (spread of the correct alternatives: 1e-7).
RTOL_GRAD = 2e-6
# z - μ has lost the digits in which μ is larger than σ ε (spread: 5e-7).
RTOL_NOISE = 1e-5

ROWS, COLUMNS, TIMES = 400, 100, 200
# Shares of a standard normal: P(|ε| < 1).
WITHIN_ONE = math.erf(1 / math.sqrt(2))


@check(points=1, ko="공식과 같은 값을 낸다", en="matches the formula")
def test_matches_the_formula(student, rng):
    for rows, columns in ((7, 3), (1, 5), (4, 1)):
        mu, logvar = randn(rng, rows, columns), 2 * randn(rng, rows, columns)
        # Noise with the sign of μ: without cancellation each value is exact to a few ulp.
        eps = randn(rng, rows, columns).abs() * mu.sign()
        z = student.reparameterize(mu, logvar, eps)
        assert_close(z, _formula(mu, logvar, eps), what="z", rtol=FOUR_ULP, atol=0.0)

    # σ = 9e-14 adds nothing to μ; σ = 22,026 and 2.4e17 are large, but finite. (exp2 and pow are
    # right too, and lose some digits out there: the default tolerance.)
    mu, eps = torch.tensor([[1.5, 2.0, 3.0]]), torch.tensor([[2.0, 1.0, 0.5]])
    logvar = torch.tensor([[-60.0, 20.0, 80.0]])
    z = student.reparameterize(mu, logvar, eps)
    assert_close(z, _formula(mu, logvar, eps), what="z", atol=0.0)


@check(points=1, ko="기울기가 닫힌 식과 같다", en="gradients match the closed form")
def test_gradients_match_the_closed_form(student, rng):
    mu, logvar, eps, v = (randn(rng, 6, 4) for _ in range(4))
    found = student.grad("reparameterize", mu, logvar, eps, wrt=(0, 1), cotangent=v)
    _require_gradients(found.grads, ("mu", "logvar"))
    # vᵀ ∂z/∂μ = v and vᵀ ∂z/∂log σ² = ½ σ ε v
    want = 0.5 * torch.exp(0.5 * logvar.double()) * eps.double() * v.double()
    assert_close(found.grads[0], v, what="gradient of mu", rtol=RTOL_GRAD)
    assert_close(found.grads[1], want.float(), what="gradient of logvar", rtol=RTOL_GRAD)


@check(points=1, ko="표본을 지나 기울기가 흐른다", en="gradients flow through the sample")
def test_gradients_flow_through_the_sample(student, rng):
    # logvar = -60: z is μ whatever the noise, and still ∂z/∂μ = 1.
    mu, v = randn(rng, 6, 4), randn(rng, 6, 4)
    still = torch.full((6, 4), -60.0)
    seed = int(rng.integers(2**31))
    found = student.grad("sample_posterior", mu, still, generator(seed), wrt=(0,), cotangent=v)
    _require_gradients(found.grads, ("mu",))
    assert_close(found.value, mu, what="z")
    assert_close(found.grads[0], v, what="gradient of mu", rtol=RTOL_GRAD)

    # Whatever ε was, σ ε = z - μ, so vᵀ ∂z/∂log σ² = ½ (z - μ) v.
    logvar = randn(rng, 6, 4)
    found = student.grad("sample_posterior", mu, logvar, generator(seed), wrt=(0, 1), cotangent=v)
    _require_gradients(found.grads, ("mu", "logvar"))
    assert_type(found.value, "tensor", what="z")
    assert_shape(found.value, (6, 4), what="z")
    want = 0.5 * (found.value.double() - mu.double()) * v.double()
    assert_close(found.grads[0], v, what="gradient of mu", rtol=RTOL_GRAD)
    assert_close(found.grads[1], want.float(), what="gradient of logvar", rtol=RTOL_NOISE)


@check(
    points=1,
    redraw=1,
    ko="원소마다, 뽑을 때마다 잡음이 독립이다",
    en="every entry of every draw has noise of its own",
)
def test_noise_is_independent(student, rng):
    mu, logvar = torch.full((ROWS, COLUMNS), 0.5), torch.full((ROWS, COLUMNS), -1.0)
    one = [generator(int(rng.integers(2**31)))]
    many = student.draws(mu[:1], logvar[:1], one, TIMES)  # given.py: TIMES draws in a row
    eps = _noise(student, mu, logvar, rng)
    require(
        float(eps.std()) > 1e-3,
        ko="배치의 모든 원소가 똑같은 잡음을 받았습니다. ε은 원소마다 따로 뽑아야 합니다.",
        en="all entries of the batch got the same noise: ε is drawn for each entry.",
    )
    _near_one(eps, 1, "Var[row mean of ε] · d")
    _near_one(eps, 0, "Var[column mean of ε] · B")

    # One point, drawn again and again: no draw says anything about the next.
    assert_type(many, "tensor", what="the draws")
    assert_shape(many, (TIMES, 1, COLUMNS), what="the draws")
    _near_one(_standardised(many, mu[:1], logvar[:1]), 0, "Var[mean of ε over n draws] · n")


@check(
    points=1,
    needs="noise_is_independent",  # the standard errors below hold for independent values
    redraw=1,
    ko="잡음이 표준정규분포를 따른다",
    en="the noise is standard normal",
)
def test_noise_is_standard_normal(student, rng):
    # μ and σ differ from entry to entry; the noise ε = (z - μ) / σ must not.
    mu, logvar = 0.1 * randn(rng, ROWS, COLUMNS), 1.0 + 0.5 * randn(rng, ROWS, COLUMNS)
    eps = _noise(student, mu, logvar, rng)
    n = eps.numel()
    near(eps.mean(), 0.0, 1 / math.sqrt(n), what="E[ε]")
    near((eps**2).mean(), 1.0, math.sqrt(2 / n), what="E[ε²]")
    share = (eps.abs() < 1).double().mean()
    error = math.sqrt(WITHIN_ONE * (1 - WITHIN_ONE) / n)
    near(share, WITHIN_ONE, error, what="P(|ε| < 1)")


def _near_one(eps, dim, what):
    """Require means over m entries to have the variance 1/m of independent ones.

    Where entries move together it is more. Estimated from r such means, and relative to the
    variance of the entries themselves, it is chi-squared over r: 1 ± √(2/r).
    """
    eps = eps - eps.mean()
    means = eps.mean(dim=dim)
    ratio = eps.shape[dim] * (means**2).mean() / (eps**2).mean()
    near(ratio, 1.0, math.sqrt(2 / means.numel()), what=what)


def _noise(student, mu, logvar, rng):
    z = student.sample_posterior(mu, logvar, generator(int(rng.integers(2**31))))
    assert_type(z, "tensor", what="z")
    assert_shape(z, tuple(mu.shape), what="z")
    assert_finite(z, what="z")
    return _standardised(z, mu, logvar)


def _standardised(z, mu, logvar):
    return (z.double() - mu.double()) / torch.exp(0.5 * logvar.double())


def _formula(mu, logvar, eps):
    return (mu.double() + torch.exp(logvar.double()).sqrt() * eps.double()).float()


def _require_gradients(grads, names):
    for grad, name in zip(grads, names, strict=True):
        require(
            grad is not None,
            ko=f"{name}까지 기울기가 전해지지 않습니다. z가 계산 그래프에서 끊어져 있습니다.",
            en=f"no gradient reaches {name}: z is cut off from the graph.",
        )
