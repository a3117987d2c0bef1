"""The reference of forward_diffusion against oracles that its check.py does not use."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

ROOT = Path(__file__).resolve().parents[3]
TIMES = (0, 499, 999)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = ROOT / "solutions" / "forward_diffusion" / "forward_diffusion.py"
    spec = importlib.util.spec_from_file_location("forward_diffusion_reference", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_q_sample_is_a_numpy_loop(reference: ModuleType) -> None:
    rng = np.random.default_rng(0)
    abar = np.cumprod(1 - rng.uniform(0.01, 0.2, 20))
    x0, noise = rng.standard_normal((2, 5, 3, 4, 2))
    t = rng.integers(0, 20, 5)
    want = np.stack(
        [abar[t[b]] ** 0.5 * x0[b] + (1 - abar[t[b]]) ** 0.5 * noise[b] for b in range(5)]
    )
    got = reference.q_sample(*map(torch.from_numpy, (x0, t, noise, abar)))
    np.testing.assert_allclose(got.numpy(), want, rtol=1e-13)


def test_the_last_default_abar_is_the_papers(reference: ModuleType) -> None:
    abar = reference.alphas_bar(reference.linear_betas(1000))
    assert abar.dtype is torch.float64
    assert abs(abar[-1].item() - 4.0358e-05) < 1e-8
    assert bool((abar.diff() < 0).all()) and 0 < abar[-1] and abar[0].item() == 1 - 1e-4


@pytest.mark.parametrize("t", TIMES)
def test_the_jump_has_the_law_of_the_walked_chain(reference: ModuleType, t: int) -> None:
    """Mean and variance of t + 1 steps with fresh noise, within 6 standard errors."""
    n, start = 20_000, 1.5
    draw = torch.Generator().manual_seed(5)
    betas = reference.linear_betas(1000)
    x = torch.full((n,), start, dtype=torch.float64)
    for beta in betas[: t + 1]:
        fresh = torch.randn(n, generator=draw, dtype=torch.float64)
        x = (1 - beta).sqrt() * x + beta.sqrt() * fresh
    abar = reference.alphas_bar(betas)
    noise = torch.randn(n, generator=draw, dtype=torch.float64)
    jump = reference.q_sample(torch.full_like(x, start), torch.full((n,), t), noise, abar)
    for sample in (x, jump):
        variance = 1 - abar[t].item()
        assert abs(sample.mean() - start * abar[t].sqrt()) < 6 * (variance / n) ** 0.5
        assert abs(sample.var() - variance) < 6 * variance * (2 / n) ** 0.5


@pytest.mark.parametrize("t", TIMES)
def test_unit_variance_is_preserved(reference: ModuleType, t: int) -> None:
    n = 200_000
    draw = torch.Generator().manual_seed(6)
    x0, noise = torch.randn(2, n, generator=draw)
    abar = reference.alphas_bar(reference.linear_betas(1000))
    x_t = reference.q_sample(x0, torch.full((n,), t), noise, abar)
    assert abs(x_t.var() - 1) < 6 * (2 / n) ** 0.5


def test_diffusers_agrees(reference: ModuleType) -> None:
    """DDPMScheduler works in float32 throughout, which costs it digits at small t."""
    schedulers = pytest.importorskip("diffusers.schedulers")
    scheduler = schedulers.DDPMScheduler(1000, 1e-4, 0.02, beta_schedule="linear")
    draw = torch.Generator().manual_seed(7)
    x0, noise = torch.randn(2, 6, 3, 4, 4, generator=draw)
    t = torch.tensor([0, 1, 10, 400, 998, 999])
    want = scheduler.add_noise(x0, noise, t)
    got = reference.q_sample(x0, t, noise, reference.alphas_bar(reference.linear_betas(1000)))
    torch.testing.assert_close(got, want, rtol=1e-4, atol=1e-5)
