"""Raises on every batch: an error must not pass for a wrong broadcast."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    level = abar[t].view(len(t) + 1, 1)
    return level.sqrt() * x0 + (1 - level).sqrt() * noise
