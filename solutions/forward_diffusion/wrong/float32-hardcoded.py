import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, dim=0)


def q_sample(x0, t, noise, abar):
    shape = [-1] + [1] * (x0.dim() - 1)
    a = abar[t].sqrt().float().reshape(shape)
    b = (1 - abar[t]).sqrt().float().reshape(shape)
    return a * x0.float() + b * noise.float()
