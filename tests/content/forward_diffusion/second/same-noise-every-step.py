"""Simulates every step, adding the same noise tensor again and again."""
import math

import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    slope = (beta_T - beta_1) / max(T - 1, 1)
    return torch.tensor([beta_1 + k * slope for k in range(T)], dtype=torch.float64)


def alphas_bar(betas):
    return (1.0 - betas).cumprod(0)


def q_sample(x0, t, noise, abar):
    result = []
    for i in range(len(x0)):
        current, before = x0[i], 1.0
        for after in abar[: t[i] + 1].tolist():
            beta = 1.0 - after / before
            current = math.sqrt(1 - beta) * current + math.sqrt(beta) * noise[i]
            before = after
        result.append(current)
    return torch.stack(result)
