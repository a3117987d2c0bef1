import torch


def reparameterize(mu, logvar, eps):
    std = torch.exp(0.5 * logvar)
    return mu + std * eps


def sample_posterior(mu, logvar, generator):
    eps = torch.randn_like(mu)
    return reparameterize(mu, logvar, eps)
