"""einsum, and a product taken as a sum of logarithms."""

import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.exp(torch.cumsum(torch.log1p(-betas), dim=0))


def q_sample(x0, t, noise, abar):
    a = abar[t].sqrt().to(x0.dtype)
    b = (1 - abar[t]).sqrt().to(x0.dtype)
    return torch.einsum("b,b...->b...", a, x0) + torch.einsum("b,b...->b...", b, noise)
