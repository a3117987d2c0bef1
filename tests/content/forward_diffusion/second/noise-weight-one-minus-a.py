"""Interpolates along the straight line from x0 to the noise."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    keep = abar.sqrt()[t].view(-1, *(1 for _ in x0.shape[1:])).to(x0.dtype)
    return noise + keep * (x0 - noise)
