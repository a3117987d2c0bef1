import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    step = (beta_T - beta_1) / T
    return beta_1 + step * torch.arange(T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, dim=0)


def q_sample(x0, t, noise, abar):
    shape = [-1] + [1] * (x0.dim() - 1)
    a = abar[t].sqrt().to(x0.dtype).reshape(shape)
    b = (1 - abar[t]).sqrt().to(x0.dtype).reshape(shape)
    return a * x0 + b * noise
