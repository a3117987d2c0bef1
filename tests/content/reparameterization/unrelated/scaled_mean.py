"""A bracket too many: the mean is scaled as well."""

import torch


def reparameterize(mu, logvar, eps):
    return torch.exp(0.5 * logvar) * (mu + eps)


def sample_posterior(mu, logvar, generator):
    return reparameterize(mu, logvar, torch.randn(mu.shape, generator=generator))
