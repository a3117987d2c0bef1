"""Scaled dot-product attention with masks, whole and in chunks: the reference, to be studied.

    scores  = Q Kᵀ / √d                 how well query t matches key j
    weights = softmax over the keys     each row is a distribution over the keys
    out     = weights V                 each row is a weighted mean of the values

Paper: Vaswani et al., Attention Is All You Need (2017), section 3.2.1. Chunks: Milakov and
Gimelshein, Online normalizer calculation for softmax (2018); Dao et al., FlashAttention (2022).
"""

import math

import torch
from torch import Tensor

BLOCK = 512  # queries and keys in one block: 512 x 512 float32 scores are 1 MB and stay in cache


def attention(
    q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None, causal: bool = False
) -> tuple[Tensor, Tensor]:
    """Let every query look at the keys it may see.

    Args:
        q: queries [B, h, Tq, d], float32.
        k: keys [B, h, Tk, d], float32.
        v: values [B, h, Tk, dv], float32.
        mask: boolean, broadcastable to [B, h, Tq, Tk]; True = may attend.
        causal: query t sees the keys 0..t only (counted from the start, also if Tq != Tk).

    Returns:
        out [B, h, Tq, dv] and weights [B, h, Tq, Tk]. A query that may see no key gets zeros.
    """
    d = q.shape[-1]

    # Var(q·k) = d for components of variance 1; dividing by √d brings it back to 1 and keeps the
    # softmax where it still has a gradient. We scale q, not the scores: Tq·d numbers, not Tq·Tk.
    # kᵀ swaps the last two axes. A reshape to [.., d, Tk] has the same shape but mixes the keys.
    scores = (q / math.sqrt(d)) @ k.transpose(-2, -1)  # [B, h, Tq, d] [B, h, d, Tk] -> [.., Tq, Tk]

    allowed = _allowed(scores, mask, causal)
    if allowed is None:
        weights = _softmax(scores)
    else:
        # Before the softmax, so that what is left is normalised over the allowed keys: exp(-inf) is
        # exactly 0. masked_fill, not scores + (-inf): its gradient at a masked score is a true 0.
        weights = _softmax(scores.masked_fill(~allowed, -math.inf))
        # A row of nothing but -inf has no softmax (0/0 = NaN). Such a query attends to nothing.
        weights = weights.masked_fill(~allowed, 0.0)

    out = weights @ v  # [B, h, Tq, Tk] [B, h, Tk, dv] -> [B, h, Tq, dv]
    return out, weights


def _allowed(scores: Tensor, mask: Tensor | None, causal: bool) -> Tensor | None:
    """Merge both masks by AND: [.., Tq, Tk], True = may attend; None if nothing is masked."""
    if not causal:
        return mask
    # Row t keeps the columns 0..t: the lower triangle with its diagonal, aligned at the top left.
    past = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()  # [Tq, Tk]
    return past if mask is None else mask & past  # broadcasts to mask's leading axes


def _softmax(scores: Tensor) -> Tensor:
    """Softmax over the keys, the last axis.

    softmax(s) = exp(s - m) / Σ exp(s - m) for every constant m of a row. torch.softmax takes
    m = max s: the largest term is exp(0) = 1, so nothing overflows (float32 does from exp(89) on)
    and the sum is at least 1, so nothing is divided by 0.
    """
    return torch.softmax(scores, dim=-1)


def attention_chunked(q: Tensor, k: Tensor, v: Tensor, causal: bool = False) -> Tensor:
    """The same output without ever holding a Tq x Tk matrix.

    For a block of queries we walk along the keys and keep, for every query,

        m = max of the scores so far            [.., queries, 1]
        l = Σ exp(score - m) so far             [.., queries, 1]
        o = Σ exp(score - m) · value so far     [.., queries, dv]

    so that o / l is the attention over the keys seen so far. When m grows to m', everything
    gathered before was measured against the old m: multiply it by exp(m - m').

    Args:
        q: queries [B, h, Tq, d], float32.
        k: keys [B, h, Tk, d], float32.
        v: values [B, h, Tk, dv], float32.
        causal: as in `attention`.

    Returns:
        out [B, h, Tq, dv].
    """
    B, h, Tq, d = q.shape
    Tk, dv = v.shape[-2:]
    q = q / math.sqrt(d)
    out = q.new_empty(B, h, Tq, dv)

    for first in range(0, Tq, BLOCK):
        q_block = q[..., first : first + BLOCK, :]  # [B, h, n, d]
        n = q_block.shape[-2]
        m = q.new_full((B, h, n, 1), -math.inf)
        l = q.new_zeros(B, h, n, 1)  # noqa: E741  the name used in the papers
        o = q.new_zeros(B, h, n, dv)

        # Keys after the last query of the block are seen by none of its queries.
        end = min(Tk, first + n) if causal else Tk
        for start in range(0, end, BLOCK):
            stop = min(start + BLOCK, end)
            s = q_block @ k[..., start:stop, :].transpose(-2, -1)  # [B, h, n, stop - start]
            if causal and stop - 1 > first:  # some key of this block lies in some query's future
                t = torch.arange(first, first + n)[:, None]  # positions in the whole sequence
                s = s.masked_fill(torch.arange(start, stop) > t, -math.inf)

            # m is finite from the first block on, since key 0 is allowed for every query: later
            # rows of nothing but -inf give exp(-inf - m) = 0, never -inf - (-inf) = NaN.
            m_new = torch.maximum(m, s.amax(dim=-1, keepdim=True))
            p = torch.exp(s - m_new)  # [B, h, n, stop - start], at most 1
            rescale = torch.exp(m - m_new)  # [B, h, n, 1]; 0 in the first block, where m = -inf
            l = rescale * l + p.sum(dim=-1, keepdim=True)  # noqa: E741
            o = rescale * o + p @ v[..., start:stop, :]
            m = m_new

        out[..., first : first + n, :] = o / l
    return out
