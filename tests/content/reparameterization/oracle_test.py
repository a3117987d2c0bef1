"""The reference of reparameterization against torch.distributions and finite differences."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

torch = pytest.importorskip("torch")

FOLDER = Path(__file__).resolve().parents[3] / "solutions" / "reparameterization"


@pytest.fixture(scope="module")
def solution() -> ModuleType:
    path = FOLDER / "reparameterization.py"
    spec = importlib.util.spec_from_file_location("reference_reparameterization", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inputs(seed: int, rows: int = 5, columns: int = 3):
    noise = torch.Generator().manual_seed(seed)
    return [torch.randn(rows, columns, generator=noise) for _ in range(3)]


def test_value_and_gradients_are_those_of_rsample(solution: ModuleType) -> None:
    mu, logvar, _ = inputs(1)
    theirs = [mu.clone().requires_grad_(), logvar.clone().requires_grad_()]
    normal = torch.distributions.Normal(theirs[0], torch.exp(0.5 * theirs[1]))
    assert normal.has_rsample
    z = normal.rsample()
    eps = ((z - theirs[0]) / normal.scale).detach()
    z.sum().backward()

    ours = [mu.clone().requires_grad_(), logvar.clone().requires_grad_()]
    got = solution.reparameterize(*ours, eps)
    got.sum().backward()
    torch.testing.assert_close(got, z)
    for mine, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine.grad, other.grad)


def test_gradients_are_finite_differences(solution: ModuleType) -> None:
    mu, logvar, eps = (part.double() for part in inputs(2))
    assert torch.autograd.gradcheck(
        lambda m, lv: solution.reparameterize(m, lv, eps),
        (mu.requires_grad_(), logvar.requires_grad_()),
    )


def test_samples_have_the_law_of_normal(solution: ModuleType) -> None:
    n = 200_000
    mu, logvar = torch.full((n, 1), 0.7), torch.full((n, 1), -1.2)
    z = solution.sample_posterior(mu, logvar, torch.Generator().manual_seed(3)).double()
    sigma = float(torch.exp(torch.tensor(-0.6)))
    normal = torch.distributions.Normal(0.7, sigma)
    assert abs(float(z.mean()) - 0.7) < 6 * sigma / n**0.5
    assert abs(float(z.var()) / sigma**2 - 1) < 6 * (2 / n) ** 0.5
    # Kolmogorov-Smirnov: sup |F_n - F| exceeds 2.6 / √n about once in 400,000 draws.
    ranks = torch.arange(1, n + 1) / n
    distance = (normal.cdf(z.flatten().sort().values.float()) - ranks).abs().max()
    assert float(distance) < 2.6 / n**0.5


@pytest.mark.parametrize("seed", [0, 1])
def test_only_the_generator_is_random(solution: ModuleType, seed: int) -> None:
    mu, logvar, _ = inputs(4)
    torch.manual_seed(seed)
    before = torch.get_rng_state()
    z = solution.sample_posterior(mu, logvar, torch.Generator().manual_seed(9))
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(seed + 100)
    assert torch.equal(z, solution.sample_posterior(mu, logvar, torch.Generator().manual_seed(9)))


def test_what_the_mistake_catalogue_says_about_torch_normal() -> None:
    """torch.normal(mu, std) has a grad_fn and zero gradients: hence gradients by value."""
    mu, logvar, _ = inputs(5)
    mu.requires_grad_()
    z = torch.normal(mu, torch.exp(0.5 * logvar))
    assert z.grad_fn is not None
    z.sum().backward()
    assert torch.equal(mu.grad, torch.zeros_like(mu))
