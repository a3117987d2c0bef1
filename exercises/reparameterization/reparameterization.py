"""The reparameterization trick. The task is in the statement: `grade show reparameterization`.

Shapes: B points of the batch, d latent dimensions; every tensor is float32 of shape [B, d].
"""

import torch


def reparameterize(mu: torch.Tensor, logvar: torch.Tensor, eps: torch.Tensor) -> torch.Tensor:
    """Return z[B, d], differentiable in mu[B, d] and logvar[B, d]; eps[B, d] is given noise."""
    raise NotImplementedError


def sample_posterior(
    mu: torch.Tensor, logvar: torch.Tensor, generator: torch.Generator
) -> torch.Tensor:
    """Return z[B, d], a draw from N(mu, exp(logvar)); all its noise is from `generator`."""
    raise NotImplementedError
