"""A schedule in torch's default dtype."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    if T == 1:
        return torch.full((1,), beta_1)
    return beta_1 + (beta_T - beta_1) * torch.arange(T) / (T - 1)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    level = abar[t].view(len(t), *[1] * (x0.ndim - 1))
    return level.sqrt().to(x0.dtype) * x0 + (1 - level).sqrt().to(x0.dtype) * noise
