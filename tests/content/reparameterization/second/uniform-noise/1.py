"""Uniform on [0, 1)."""

import torch


def reparameterize(mu, logvar, eps):
    return logvar.exp().sqrt().mul(eps).add(mu)


def sample_posterior(mu, logvar, generator):
    torch.manual_seed(int(torch.randint(2**31, (1,), generator=generator)))
    return reparameterize(mu, logvar, torch.rand_like(mu))
