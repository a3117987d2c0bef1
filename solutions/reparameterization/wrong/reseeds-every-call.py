import torch


def reparameterize(mu, logvar, eps):
    std = torch.exp(0.5 * logvar)
    return mu + std * eps


def sample_posterior(mu, logvar, generator):
    torch.manual_seed(generator.initial_seed())
    eps = torch.randn(mu.shape)
    return reparameterize(mu, logvar, eps)
