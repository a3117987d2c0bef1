"""softplus, which some models use for the standard deviation itself."""

import torch
import torch.nn.functional as F


def reparameterize(mu, logvar, eps):
    return mu + F.softplus(logvar) * eps


def sample_posterior(mu, logvar, generator):
    return reparameterize(mu, logvar, torch.randn(mu.shape, generator=generator))
