import torch


def reparameterize(mu, logvar, eps):
    std = torch.exp(0.5 * logvar)
    return mu + std * eps


def sample_posterior(mu, logvar, generator):
    eps = torch.randn(1, generator=generator)
    return reparameterize(mu, logvar, eps)
