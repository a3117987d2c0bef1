"""Forward diffusion: the noise schedule, and x_t from x_0 in one step. See the statement."""

import torch


def linear_betas(T: int, beta_1: float = 1e-4, beta_T: float = 0.02) -> torch.Tensor:
    """Return T evenly spaced variances from beta_1 to beta_T, both included: float64 [T].

    For T = 1 the schedule is [beta_1].
    """
    raise NotImplementedError("linear_betas is not written yet")


def alphas_bar(betas: torch.Tensor) -> torch.Tensor:
    """Return how much of the signal's power is left after each step: float64 [T].

    Args:
        betas: float64 [T], each in (0, 1).
    """
    raise NotImplementedError("alphas_bar is not written yet")


def q_sample(
    x0: torch.Tensor, t: torch.Tensor, noise: torch.Tensor, abar: torch.Tensor
) -> torch.Tensor:
    """Noise every sample of a batch to its own time, in closed form.

    Args:
        x0: clean data [B, ...], float32 or float64, with any number of further axes.
        t: int64 [B], each in [0, T); t = 0 means that one noising step has been made.
        noise: standard normal draws, like x0. Use these; draw none of your own.
        abar: float64 [T], from alphas_bar.

    Returns:
        x_t, with the shape and dtype of x0, differentiable in x0 and noise.
    """
    raise NotImplementedError("q_sample is not written yet")
