"""Public checks of reparameterization: numbers to work out by hand, and seeds."""

import math

import torch

from grader.checks import (
    assert_close,
    assert_finite,
    assert_shape,
    assert_type,
    check,
    generator,
    require,
)

# exp, product and sum round once each, and exp may be off by one more: 4 units in the last place
# (the correct alternatives stay below 2).
FOUR_ULP = 4 * 2.0**-23

# σ = 1, 2, 1/2, and noise with the sign of μ, so that nothing cancels in μ + σ ε.
MU = torch.tensor([[1.0, -2.0, 0.5]])
LOGVAR = torch.tensor([[0.0, math.log(4.0), -math.log(4.0)]])
EPS = torch.tensor([[1.0, -0.5, 4.0]])


@check(points=1, ko="세 값을 손으로 구한 값", en="three values by hand")
def test_by_hand(student):
    z = student.reparameterize(MU, LOGVAR, EPS)
    assert_close(z, torch.tensor([[2.0, -3.0, 2.5]]), what="z", rtol=FOUR_ULP, atol=0.0)


@check(points=1, ko="세 기울기를 손으로 구한 값", en="three gradients by hand")
def test_gradients_by_hand(student):
    found = student.grad("reparameterize", MU, LOGVAR, EPS, wrt=(0, 1))
    _require_gradients(found.grads, ("mu", "logvar"))
    assert_close(found.grads[0], torch.ones(1, 3), what="d sum(z) / d mu")
    assert_close(found.grads[1], torch.tensor([[0.5, -0.5, 1.0]]), what="d sum(z) / d logvar")


@check(points=1, ko="잡음은 모두 generator에서 나온다", en="all noise comes from the generator")
def test_noise_comes_from_the_generator(student, rng):
    mu, logvar = torch.full((200, 100), 0.5), torch.full((200, 100), -1.0)
    one, other = (int(seed) for seed in rng.choice(2**31, size=2, replace=False))
    z = student.sample_posterior(mu, logvar, generator(one))
    again = student.sample_posterior(mu, logvar, generator(one))
    # `draws` stands in given.py: two generators, one draw each; one generator, two draws.
    apart = student.draws(mu, logvar, [generator(one), generator(other)])
    moved = student.draws(mu, logvar, [generator(one)], 2)
    for value in (z, again, *apart, *moved):
        assert_type(value, "tensor", what="z")
        assert_shape(value, (200, 100), what="z")
        assert_finite(value, what="z")
    require(
        bool((again == z).all()),
        ko="시드가 같은 generator를 두 번 주었는데 z가 다릅니다. 다른 난수원을 쓰고 있습니다.",
        en="two generators of one seed gave different z: the noise comes from somewhere else.",
    )
    require(
        not bool((apart[0] == apart[1]).all()),
        ko="시드가 다른 generator를 주었는데 z가 같습니다.",
        en="generators of different seeds gave the same z.",
    )
    require(
        not bool((moved[0] == moved[1]).all()),
        ko="한 generator에서 잇달아 두 번 뽑은 z가 같습니다. 뽑을 때마다 상태가 나아가야 합니다.",
        en="two draws in a row from one generator were the same: every draw must move it on.",
    )


def _require_gradients(grads, names):
    for grad, name in zip(grads, names, strict=True):
        require(
            grad is not None,
            ko=f"{name}까지 기울기가 전해지지 않습니다. z가 계산 그래프에서 끊어져 있습니다.",
            en=f"no gradient reaches {name}: z is cut off from the graph.",
        )
