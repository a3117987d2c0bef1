"""Converts to float64 when the digits are gone."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    betas = torch.linspace(beta_1, beta_T, steps=T, dtype=torch.float32)
    return betas.to(torch.float64)


def alphas_bar(betas):
    out = torch.empty_like(betas)
    left = 1.0
    for k in range(len(betas)):
        left = left * (1 - betas[k])
        out[k] = left
    return out


def q_sample(x0, t, noise, abar):
    level = abar[t].view(len(t), *[1] * (x0.ndim - 1))
    return level.sqrt().to(x0.dtype) * x0 + (1 - level).sqrt().to(x0.dtype) * noise
