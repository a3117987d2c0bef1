"""Forward diffusion in closed form: jump from x_0 to x_t without visiting the steps between.

One step of the chain is q(x_t | x_{t-1}) = N(sqrt(1 - beta_t) x_{t-1}, beta_t I)   [1, eq. 2].
Such steps compose. Write alpha_t = 1 - beta_t and take two of them:

    x_2 = sqrt(alpha_2) x_1 + sqrt(beta_2) eps_2
        = sqrt(alpha_2 alpha_1) x_0  +  sqrt(alpha_2 beta_1) eps_1 + sqrt(beta_2) eps_2

The last two terms are independent Gaussians, so their *variances* add:
alpha_2 (1 - alpha_1) + (1 - alpha_2) = 1 - alpha_1 alpha_2. By induction, with
abar_t = alpha_1 ... alpha_t, everything up to step t is a single Gaussian    [1, eq. 4]:

    x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) eps,     eps ~ N(0, I)

The papers count t = 1..T; here t = 0 is the first noising step, as in most code.

References:
    [1] Ho, Jain, Abbeel, "Denoising Diffusion Probabilistic Models", NeurIPS 2020, sec. 2 and 4.
    [2] Sohl-Dickstein et al., "Deep Unsupervised Learning using Nonequilibrium
        Thermodynamics", ICML 2015.
    [3] Song et al., "Score-Based Generative Modeling through SDEs", ICLR 2021, sec. 3.4 (this
        process is the variance-preserving one).
"""

import torch
from torch import Tensor


def linear_betas(T: int, beta_1: float = 1e-4, beta_T: float = 0.02) -> Tensor:
    """Return T evenly spaced variances from beta_1 to beta_T, both included: float64 [T].

    The defaults are those of [1, sec. 4], with T = 1000. "Linear" says how beta_t grows; the
    accumulated noise 1 - abar_t grows under every schedule, and not linearly.
    """
    # float64, because alphas_bar multiplies a thousand of these: errors would add up. linspace
    # hits both ends exactly and gives [beta_1] for T = 1, where a slope would be 0/0.
    return torch.linspace(beta_1, beta_T, T, dtype=torch.float64)


def alphas_bar(betas: Tensor) -> Tensor:
    """Return abar_t = prod over s <= t of (1 - beta_s): float64 [T], strictly decreasing."""
    # A product, not a sum: each step keeps the fraction 1 - beta_t of what was still there.
    # After 1000 default steps 4.04e-5 is left: small, but not zero, so x_T is only *nearly*
    # N(0, I) (erratum e001-forward-completely-normal).
    return torch.cumprod(1.0 - betas, dim=0)


def q_sample(x0: Tensor, t: Tensor, noise: Tensor, abar: Tensor) -> Tensor:
    """Noise every sample to its own time: x_t = sqrt(abar_t) x0 + sqrt(1 - abar_t) noise.

    Args:
        x0: clean data [B, ...], float32 or float64.
        t: int64 [B] in [0, T).
        noise: standard normal draws, like x0.
        abar: float64 [T].

    Returns:
        x_t, with the shape and dtype of x0.
    """
    abar_t = abar[t]  # [B], float64: one time a sample, one gather, no loop over the batch

    # Roots in float64 and only then down to x0's dtype, for two reasons. (1) 1 - 0.9999 in
    # float32 keeps four digits: the noise of the first step would be off by 8e-5. (2) A float64
    # [B, 1] times a float32 [B, d] promotes to float64, and a network in float32 refuses that.
    signal = abar_t.sqrt().to(x0.dtype)  # [B]
    sigma = (1.0 - abar_t).sqrt().to(x0.dtype)  # [B]; signal**2 + sigma**2 = 1

    # Broadcasting aligns axes from the right, so a [B] would meet the *last* axis of x0. As many
    # axes of length one as x0 has behind the batch put it where it belongs.
    per_sample = (-1,) + (1,) * (x0.ndim - 1)  # [B] -> [B, 1, ..., 1]
    return signal.view(per_sample) * x0 + sigma.view(per_sample) * noise
