"""Reshapes the coefficients for vectors, [B, 1], whatever x0 looks like."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    column = abar.gather(0, t).view(len(t), 1)
    mixed = column.sqrt() * x0.double() + torch.sqrt(1 - column) * noise.double()
    return mixed.to(x0.dtype)
