"""Noise in float64 promotes the whole result."""

import torch


def reparameterize(mu, logvar, eps):
    return mu + torch.exp(0.5 * logvar) * eps


def sample_posterior(mu, logvar, generator):
    eps = torch.randn(mu.shape, generator=generator, dtype=torch.float64)
    return reparameterize(mu, logvar, eps)
