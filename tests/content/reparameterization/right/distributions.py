"""torch.distributions; its global generator is seeded from the given one and put back after."""

import torch
from torch.distributions import Normal
from torch.distributions.transforms import AffineTransform


def reparameterize(mu, logvar, eps):
    return AffineTransform(mu, (logvar / 2).exp())(eps)


def sample_posterior(mu, logvar, generator):
    seed = int(torch.randint(2**62, (1,), generator=generator))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Normal(mu, (logvar / 2).exp()).rsample()
