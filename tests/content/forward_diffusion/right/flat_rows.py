"""Flattens every sample to a row; angles instead of roots: abar is a squared cosine."""

import numpy as np
import torch


def linear_betas(T, beta_1=1e-4, beta_T=0.02):
    return torch.from_numpy(np.linspace(beta_1, beta_T, T))


def alphas_bar(betas):
    return torch.from_numpy(np.multiply.accumulate(1 - betas.numpy()))


def q_sample(x0, t, noise, abar):
    angle = torch.atan2((1 - abar[t]).sqrt(), abar[t].sqrt())
    rows = x0.reshape(len(t), -1), noise.reshape(len(t), -1)
    weights = angle.cos()[:, None].to(x0.dtype), angle.sin()[:, None].to(x0.dtype)
    return torch.addcmul(weights[0] * rows[0], weights[1], rows[1]).reshape(x0.shape)
