"""Computed on .data, so outside the graph."""

import torch


def reparameterize(mu, logvar, eps):
    return mu.data + torch.sqrt(torch.exp(logvar.data)) * eps


def sample_posterior(mu, logvar, generator):
    eps = torch.zeros(mu.shape).normal_(generator=generator)
    return reparameterize(mu, logvar, eps)
