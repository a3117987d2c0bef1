"""Counts t from one, as the paper does."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(torch.ones_like(betas) - betas, 0)


def q_sample(x0, t, noise, abar):
    level = torch.roll(abar, 1).gather(0, t).to(torch.float64)
    flat = level.sqrt()[:, None] * x0.reshape(len(x0), -1).double()
    flat = flat + (1 - level).sqrt()[:, None] * noise.reshape(len(x0), -1).double()
    return flat.reshape(x0.shape).to(x0.dtype)
