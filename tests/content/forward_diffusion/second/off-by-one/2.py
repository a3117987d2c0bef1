"""Lets abar start at one: "before the first step nothing is lost"."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    kept = torch.cat((betas.new_ones(1), 1 - betas))
    return kept.cumprod(dim=0)[: betas.numel()]


def q_sample(x0, t, noise, abar):
    level = abar[t].reshape(t.shape + (1,) * (x0.ndim - 1))
    return torch.addcmul(level.sqrt().to(x0.dtype) * x0, (1 - level).sqrt().to(x0.dtype), noise)
