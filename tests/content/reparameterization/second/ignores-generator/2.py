"""A generator of its own, always with the same seed."""

import torch


def reparameterize(mu, logvar, eps):
    return mu + torch.exp(logvar / 2) * eps


def sample_posterior(mu, logvar, generator):
    own = torch.Generator()
    own.manual_seed(1234)
    eps = torch.empty_like(mu).normal_(generator=own)
    return reparameterize(mu, logvar, eps)
