import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, dim=0)


def q_sample(x0, t, noise, abar):
    a = abar[t].sqrt().to(x0.dtype).unsqueeze(1)
    b = (1 - abar[t]).sqrt().to(x0.dtype).unsqueeze(1)
    return a * x0 + b * noise
