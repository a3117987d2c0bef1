"""addcmul, the root of the variance, noise filled in place."""

import torch


def reparameterize(mu, logvar, eps):
    return torch.addcmul(mu, logvar.exp().sqrt(), eps)


def sample_posterior(mu, logvar, generator):
    eps = torch.empty_like(mu).normal_(generator=generator)
    return torch.addcmul(mu, logvar.exp().sqrt(), eps)
