"""Converts the whole schedule to the dtype of the image first."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    abar = abar.type_as(x0)
    clean, dirt = torch.sqrt(abar), torch.sqrt(1.0 - abar)
    clean, dirt = clean[t], dirt[t]
    for _ in range(x0.ndim - 1):
        clean, dirt = clean[..., None], dirt[..., None]
    return clean * x0 + dirt * noise
