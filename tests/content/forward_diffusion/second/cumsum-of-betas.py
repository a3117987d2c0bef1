"""Subtracts the betas one after the other."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    left, out = 1.0, []
    for beta in betas:
        left = left - beta
        out.append(left)
    return torch.stack(out)


def q_sample(x0, t, noise, abar):
    coefficients = torch.stack((abar[t].sqrt(), (1 - abar[t]).sqrt())).to(x0)
    return torch.einsum("b,b...->b...", coefficients[0], x0) + torch.einsum(
        "b,b...->b...", coefficients[1], noise
    )
