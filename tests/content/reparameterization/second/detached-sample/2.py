""".sample() of a distribution; its seed is drawn from the generator."""

import torch
from torch.distributions import Normal


def reparameterize(mu, logvar, eps):
    return mu.addcmul((logvar / 2).exp(), eps)


def sample_posterior(mu, logvar, generator):
    torch.manual_seed(int(torch.randint(2**31, (1,), generator=generator)))
    return Normal(mu, (logvar / 2).exp(), validate_args=False).sample()
