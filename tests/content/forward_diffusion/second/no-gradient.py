"""Mixes in numpy and wraps the result up again."""
import numpy as np
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.from_numpy(np.linspace(beta_1, beta_T, T))


def alphas_bar(betas):
    return torch.from_numpy(np.cumprod(1 - betas.numpy()))


def q_sample(x0, t, noise, abar):
    level = abar.numpy()[t.numpy()].reshape(-1, *[1] * (x0.ndim - 1))
    x, e = x0.detach().numpy(), noise.detach().numpy()
    mixed = np.sqrt(level) * x + np.sqrt(1 - level) * e
    return torch.from_numpy(np.asarray(mixed, dtype=x.dtype))
