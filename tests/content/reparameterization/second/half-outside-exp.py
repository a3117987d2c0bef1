"""exp first, half afterwards."""

import torch


def reparameterize(mu, logvar, eps):
    return eps * (logvar.exp() / 2) + mu


def sample_posterior(mu, logvar, generator):
    rows = [torch.normal(0.0, 1.0, (mu.shape[1],), generator=generator) for _ in range(len(mu))]
    return reparameterize(mu, logvar, torch.stack(rows))
