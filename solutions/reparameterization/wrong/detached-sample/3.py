import torch


def reparameterize(mu, logvar, eps):
    std = torch.exp(0.5 * logvar).detach()
    return mu + std * eps


def sample_posterior(mu, logvar, generator):
    eps = torch.randn(mu.shape, generator=generator)
    return reparameterize(mu, logvar, eps)
