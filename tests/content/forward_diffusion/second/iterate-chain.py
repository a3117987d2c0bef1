"""Walks the chain sample by sample and draws its own noise on the way."""
import math

import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    if T == 1:
        return torch.tensor([beta_1], dtype=torch.float64)
    grid = torch.arange(T, dtype=torch.float64) / (T - 1)
    return beta_1 * (1 - grid) + beta_T * grid


def alphas_bar(betas):
    out, left = [], 1.0
    for beta in betas.tolist():
        left *= 1.0 - beta
        out.append(left)
    return torch.tensor(out, dtype=torch.float64)


def q_sample(x0, t, noise, abar):
    levels = [1.0, *abar.tolist()]
    rows = []
    for x, steps in zip(x0, t.tolist()):
        for s in range(steps + 1):
            keep = levels[s + 1] / levels[s]
            x = math.sqrt(keep) * x + math.sqrt(1 - keep) * torch.randn(x.shape, dtype=x.dtype)
        rows.append(x)
    return torch.stack(rows)
