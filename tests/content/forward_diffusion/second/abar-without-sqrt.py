"""Mixes signal and noise with weights that sum to one, in float64."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.double)


def alphas_bar(betas):
    return torch.exp(torch.cumsum(torch.log1p(-betas), 0))


def q_sample(x0, t, noise, abar):
    w = abar.index_select(0, t)
    while w.ndim < x0.ndim:
        w = w[..., None]
    return torch.lerp(noise.double(), x0.double(), w.expand(x0.shape)).to(x0.dtype)
