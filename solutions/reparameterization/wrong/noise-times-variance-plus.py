import torch


def reparameterize(mu, logvar, eps):
    return mu + logvar * eps


def sample_posterior(mu, logvar, generator):
    eps = torch.randn(mu.shape, generator=generator)
    return reparameterize(mu, logvar, eps)
