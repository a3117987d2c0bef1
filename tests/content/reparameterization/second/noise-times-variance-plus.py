"""The encoder's second output is taken for the standard deviation."""

import torch


def reparameterize(mu, std, eps):
    scaled = torch.mul(std, eps)
    return scaled + mu


def sample_posterior(mu, std, generator):
    draws = torch.randn(tuple(reversed(mu.shape)), generator=generator).T
    return reparameterize(mu, std, draws)
