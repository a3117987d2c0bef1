"""Leaves float64 coefficients to meet a float32 image."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.exp(torch.log(1 - betas).cumsum(0))


def q_sample(x0, t, noise, abar):
    signal, spread = abar**0.5, (1 - abar) ** 0.5
    for _ in x0.shape[1:]:
        signal, spread = signal.unsqueeze(-1), spread.unsqueeze(-1)
    return x0.mul(signal[t]).add(noise.mul(spread[t]))
