"""Scaled dot-product attention. See the statement."""

import torch


def attention(
    q: torch.Tensor,
    k: torch.Tensor,
    v: torch.Tensor,
    mask: torch.Tensor | None = None,
    causal: bool = False,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Let every query attend to the keys it may see.

    Args:
        q: queries [B, h, Tq, d], float32.
        k: keys [B, h, Tk, d], float32.
        v: values [B, h, Tk, dv], float32.
        mask: bool, broadcasts to [B, h, Tq, Tk]; True = may attend. None: nothing is masked.
        causal: query t may attend to the keys 0, ..., t only.

    Returns:
        (out [B, h, Tq, dv], weights [B, h, Tq, Tk]).
    """
    raise NotImplementedError


def attention_chunked(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, causal: bool = False
) -> torch.Tensor:
    """Bonus: the same out [B, h, Tq, dv], but never a Tq x Tk matrix in memory."""
    raise NotImplementedError
