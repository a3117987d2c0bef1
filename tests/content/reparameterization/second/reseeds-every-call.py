"""Starts again from the generator's first seed at every call."""

import torch


def reparameterize(mu, logvar, eps):
    return mu + torch.exp(logvar / 2) * eps


def sample_posterior(mu, logvar, generator):
    fresh = torch.Generator().manual_seed(generator.initial_seed() + 1)
    return reparameterize(mu, logvar, torch.normal(0.0, 1.0, mu.shape, generator=fresh))
