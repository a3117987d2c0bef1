"""Coefficients from the log signal-to-noise ratio, in x0's own dtype: no cancellation there."""

import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    betas = torch.full((T,), beta_1, dtype=torch.float64)
    if T > 1:
        betas += torch.arange(T, dtype=torch.float64) * ((beta_T - beta_1) / (T - 1))
    return betas


def alphas_bar(betas):
    return torch.cumprod(betas.neg().add(1), -1)


def q_sample(x0, t, noise, abar):
    log_snr = torch.logit(abar)[t].to(x0.dtype)
    log_snr = log_snr.reshape(log_snr.shape + (1,) * (x0.ndim - 1))
    return torch.sigmoid(log_snr) ** 0.5 * x0 + torch.sigmoid(-log_snr) ** 0.5 * noise
