"""Row by row, in float64 inside."""

import torch


def reparameterize(mu, logvar, eps):
    rows = []
    for m, lv, e in zip(mu.double(), logvar.double(), eps.double(), strict=True):
        rows.append(m + torch.exp(lv / 2) * e)
    return torch.stack(rows).to(mu.dtype)


def sample_posterior(mu, logvar, generator):
    noise = [torch.randn(row.shape, generator=generator, dtype=torch.float64) for row in mu]
    return reparameterize(mu, logvar, torch.stack(noise))
