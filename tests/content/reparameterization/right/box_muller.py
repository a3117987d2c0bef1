"""Columns first, powers of two, and normal noise made of uniform by Box and Muller."""

import math

import torch

HALF_LOG2_E = 0.5 / math.log(2)


def reparameterize(mu, logvar, eps):
    columns = [
        mu[:, j] + torch.exp2(HALF_LOG2_E * logvar[:, j]) * eps[:, j] for j in range(mu.shape[1])
    ]
    return torch.stack(columns, dim=1)


def sample_posterior(mu, logvar, generator):
    u, v = torch.rand((2, *mu.shape), generator=generator, dtype=torch.float64)
    eps = torch.sqrt(-2 * torch.log1p(-u)) * torch.cos(2 * math.pi * v)
    return mu + torch.exp2(HALF_LOG2_E * logvar) * eps.float()
