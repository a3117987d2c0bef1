"""The root of the logarithm."""

import torch


def sigma_of(logvar):
    return logvar**0.5


def reparameterize(mu, logvar, eps):
    return torch.add(mu, sigma_of(logvar) * eps)


def sample_posterior(mu, logvar, generator):
    eps = torch.normal(torch.zeros_like(mu), torch.ones_like(mu), generator=generator)
    return torch.add(mu, sigma_of(logvar) * eps)
