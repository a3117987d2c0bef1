"""One number a point, for all its dimensions."""

import torch


def reparameterize(mu, logvar, eps):
    return mu + (0.5 * logvar).exp() * eps


def sample_posterior(mu, logvar, generator):
    z = []
    for m, lv in zip(mu, logvar):
        z.append(m + torch.exp(lv / 2) * torch.randn((), generator=generator))
    return torch.stack(z)
