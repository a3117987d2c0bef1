"""The schedule of latent diffusion: the standard deviation grows linearly."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    low, high = beta_1**0.5, beta_T**0.5
    sigmas = [low + (high - low) * k / max(1, T - 1) for k in range(T)]
    return torch.tensor([s * s for s in sigmas], dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    level = abar[t].view(len(t), *[1] * (x0.ndim - 1))
    return level.sqrt().to(x0.dtype) * x0 + (1 - level).sqrt().to(x0.dtype) * noise
