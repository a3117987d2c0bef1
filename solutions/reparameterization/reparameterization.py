"""The reparameterization trick: the reference solution, written to be studied.

    z = μ + σ ⊙ ε,    ε ~ N(0, I),    σ = exp(½ log σ²)

Symbols follow Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), sec. 2.4 and app. B;
the same idea is in Rezende, Mohamed and Wierstra (2014) and goes back to pathwise derivatives.
All arrays are float32 of shape [B, d]: B points of the batch, d latent dimensions.
"""

import torch


def reparameterize(mu, logvar, eps):
    """Return z = μ + σ ⊙ ε; differentiable in mu and logvar.

    A draw z ~ N(μ, σ²) has no derivative with respect to μ and σ. Written like this it has:
    the randomness sits in ε, which depends on no parameter, and z is an ordinary function g of
    (μ, σ, ε). Only g has to be differentiable, not the drawing of ε. With ε held fixed

        ∂z/∂μ = 1        ∂z/∂σ = ε        ∂z/∂log σ² = ½ σ ε
    """
    # Encoders predict log σ² since it may be any real number, where σ would have to stay positive.
    # Halving before exp is exact and goes twice as far: exp(100) overflows float32, exp(50) does
    # not. sqrt(exp(logvar)) agrees in between, but its derivative at logvar = -200 is 0/0.
    sigma = torch.exp(0.5 * logvar)  # [B, d]
    return mu + sigma * eps  # [B, d]


def sample_posterior(mu, logvar, generator):
    """Draw z ~ N(μ, diag σ²), one independent ε for every entry, all from `generator`."""
    # Of the shape of mu: one draw for a whole row, or one for the whole batch, would make latent
    # dimensions or data points move together. Normal, not uniform: ε decides the law of z.
    eps = torch.randn(mu.shape, generator=generator, dtype=mu.dtype, device=mu.device)
    # torch.normal(mu, sigma, generator=...) has the same distribution, but its backward pass
    # answers zero: autograd cannot look inside a draw. The gradient has to go through g.
    return reparameterize(mu, logvar, eps)
