"""Trusts broadcasting to find the batch axis."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    signal_table = torch.sqrt(abar).type(x0.dtype)
    noise_table = torch.sqrt(1 - abar).type(x0.dtype)
    return torch.mul(x0, torch.take(signal_table, t)) + torch.mul(noise, torch.take(noise_table, t))
