"""The sign in the exponent is wrong: exp(-½ logvar) is one over the standard deviation."""

import torch


def reparameterize(mu, logvar, eps):
    return mu + torch.exp(-0.5 * logvar) * eps


def sample_posterior(mu, logvar, generator):
    return reparameterize(mu, logvar, torch.randn(mu.shape, generator=generator))
