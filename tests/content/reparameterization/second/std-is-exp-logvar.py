"""The variance where the standard deviation belongs."""

import torch


def reparameterize(mu, logvar, eps):
    variance = logvar.exp()
    return torch.addcmul(mu, variance, eps)


def sample_posterior(mu, logvar, generator):
    noise = torch.empty_like(mu).normal_(generator=generator)
    return torch.addcmul(mu, logvar.exp(), noise)
