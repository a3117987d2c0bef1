"""Written with [B, C, H, W] in mind."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    level = abar[t][:, None, None, None]
    clean, dirt = level**0.5, (1 - level) ** 0.5
    return clean.to(x0.dtype) * x0 + dirt.to(x0.dtype) * noise
