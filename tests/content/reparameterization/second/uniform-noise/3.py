"""Uniform of mean 0 and variance 1."""

import math

import torch


def reparameterize(mu, logvar, eps):
    return logvar.exp().sqrt().mul(eps).add(mu)


def sample_posterior(mu, logvar, generator):
    half_width = math.sqrt(3)
    eps = torch.empty(mu.T.shape).uniform_(-half_width, half_width, generator=generator).T
    return reparameterize(mu, logvar, eps)
