"""torch.normal with tensors: a grad_fn, and zero gradients."""

import torch


def reparameterize(mu, logvar, eps):
    return mu + eps * logvar.exp().sqrt()


def sample_posterior(mu, logvar, generator):
    return torch.normal(mean=mu, std=logvar.exp().sqrt(), generator=generator)
