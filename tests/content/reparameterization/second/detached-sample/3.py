"""The standard deviation is made under no_grad."""

import torch


def reparameterize(mu, logvar, eps):
    with torch.no_grad():
        std = logvar.mul(0.5).exp_()
    return eps.mul(std).add_(mu)


def sample_posterior(mu, logvar, generator):
    eps = torch.normal(0.0, 1.0, mu.size(), generator=generator)
    return reparameterize(mu, logvar, eps)
