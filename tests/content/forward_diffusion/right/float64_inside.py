"""Everything in float64, rounded once at the end; the schedule by hand."""

import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    slope = (beta_T - beta_1) / (T - 1) if T > 1 else 0.0
    return torch.tensor([beta_1 + slope * k for k in range(T)], dtype=torch.float64)


def alphas_bar(betas):
    left, out = 1.0, []
    for beta in betas.tolist():
        left *= 1.0 - beta
        out.append(left)
    return torch.tensor(out, dtype=torch.float64)


def q_sample(x0, t, noise, abar):
    level = abar[t]
    while level.ndim < x0.ndim:
        level = level.unsqueeze(-1)
    return (level.sqrt() * x0 + (1 - level).sqrt() * noise).to(x0.dtype)
