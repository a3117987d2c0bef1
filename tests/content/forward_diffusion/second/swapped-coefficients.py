"""Puts the signal's weight on the noise."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    noise_level = 1.0 - abar.index_select(0, t).reshape(t.numel(), *([1] * (x0.ndim - 1)))
    x, e = x0.double(), noise.double()
    return (torch.sqrt(noise_level) * x + torch.sqrt(1.0 - noise_level) * e).to(x0.dtype)
