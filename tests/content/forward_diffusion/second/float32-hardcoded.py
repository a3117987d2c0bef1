"""Everything to float32, in and out."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    level = abar[t].view(len(t), *[1] * (x0.ndim - 1))
    mixed = torch.sqrt(level) * x0 + torch.sqrt(1 - level) * noise
    return mixed.to(torch.float32)
