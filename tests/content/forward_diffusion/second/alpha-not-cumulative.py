"""Takes the share of a single step for the share of all of them."""
import torch
from torch import Tensor


def linear_betas(T: int, beta_1: float = 1e-4, beta_T: float = 0.02) -> Tensor:
    values = [beta_1]
    for k in range(1, T):
        values.append(beta_1 + (beta_T - beta_1) * k / (T - 1))
    return torch.tensor(values, dtype=torch.float64)


def alphas_bar(betas: Tensor) -> Tensor:
    alphas = torch.ones_like(betas)
    alphas -= betas
    return alphas


def q_sample(x0: Tensor, t: Tensor, noise: Tensor, abar: Tensor) -> Tensor:
    signal, spread = torch.sqrt(abar), torch.sqrt(1.0 - abar)
    axes = (slice(None),) + (None,) * (x0.ndim - 1)
    return x0 * signal[t][axes].type_as(x0) + noise * spread[t][axes].type_as(x0)
