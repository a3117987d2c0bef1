"""Given code that runs after yours, in the same module; the checks call it.

A torch.Generator has a state that moves on with every draw. Whether yours does shows only in
several draws from one and the same generator.
"""

import torch


def draws(mu, logvar, generators, times=1):
    """Return [len(generators) * times, B, d]: so many draws in a row from each generator."""
    return torch.stack(
        [
            sample_posterior(mu, logvar, generator)  # noqa: F821 (yours, in this module)
            for generator in generators
            for _ in range(times)
        ]
    )
