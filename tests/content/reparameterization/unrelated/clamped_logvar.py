"""A clamp from another code base: right in the middle, wrong outside."""

import torch


def reparameterize(mu, logvar, eps):
    std = torch.exp(0.5 * logvar.clamp(-8.0, 8.0))
    return mu + std * eps


def sample_posterior(mu, logvar, generator):
    return reparameterize(mu, logvar, torch.randn(mu.shape, generator=generator))
