"""Right, but one sample at a time: only the race minds."""
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas):
    return torch.cumprod(1 - betas, 0)


def q_sample(x0, t, noise, abar):
    out = torch.empty_like(x0)
    for i in range(len(x0)):
        level = float(abar[t[i]])
        out[i] = level**0.5 * x0[i] + (1 - level) ** 0.5 * noise[i]
    return out
