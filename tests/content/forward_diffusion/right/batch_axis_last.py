"""Moves the batch axis to the end, where broadcasting looks; roots are taken once a schedule."""

import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    weight = torch.linspace(0, 1, T, dtype=torch.float64)
    return torch.lerp(torch.full_like(weight, beta_1), torch.full_like(weight, beta_T), weight)


def alphas_bar(betas):
    alphas = 1.0 - betas
    return torch.stack([alphas[: k + 1].prod() for k in range(len(alphas))])


def q_sample(x0, t, noise, abar):
    signal = abar.sqrt().to(x0.dtype).index_select(0, t)
    sigma = (1 - abar).sqrt().to(x0.dtype).index_select(0, t)
    mixed = x0.movedim(0, -1) * signal + noise.movedim(0, -1) * sigma
    return mixed.movedim(-1, 0)
