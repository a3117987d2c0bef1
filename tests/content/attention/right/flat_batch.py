"""Heads folded into the batch, bmm, and a softmax written out; float64 only for the softmax."""

import math
from typing import Optional

import torch
from torch import Tensor


def stable_softmax(x: Tensor) -> Tensor:
    shifted = x.double() - x.double().amax(dim=-1, keepdim=True)
    e = shifted.exp()
    return (e / e.sum(dim=-1, keepdim=True)).float()


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor] = None, causal: bool = False):
    B, h, Tq, d = q.shape
    Tk = k.size(2)
    q3, k3, v3 = q.reshape(B * h, Tq, d), k.reshape(B * h, Tk, d), v.reshape(B * h, Tk, -1)
    scores = torch.bmm(q3, k3.transpose(1, 2)).view(B, h, Tq, Tk).mul(1 / math.sqrt(d))
    visible = torch.ones(Tq, Tk, dtype=torch.bool)
    if causal:
        visible = torch.stack([torch.arange(Tk) <= t for t in range(Tq)])
    if mask is not None:
        visible = torch.logical_and(visible, mask)
    visible = visible.expand(B, h, Tq, Tk)
    has_key = visible.any(dim=-1, keepdim=True)
    # a row without keys sees everything for the moment, and is wiped afterwards
    scores = scores.masked_fill(~visible & has_key, float("-inf"))
    weights = stable_softmax(scores) * has_key
    out = torch.bmm(weights.view(B * h, Tq, Tk), v3).view(B, h, Tq, -1)
    return out, weights


def attention_chunked(q: Tensor, k: Tensor, v: Tensor, causal: bool = False) -> Tensor:
    # two passes: the row maxima first, then the sums, in tiles of 1000 x 1000
    B, h, Tq, d = q.shape
    Tk = k.size(2)
    out = torch.empty(B, h, Tq, v.size(3))

    def tiles(i):
        qi = q[:, :, i : i + 1000]
        for j in range(0, Tk, 1000):
            s = qi @ k[:, :, j : j + 1000].transpose(2, 3) / math.sqrt(d)
            if causal:
                rows = torch.arange(i, i + qi.size(2)).unsqueeze(1)
                s = s.masked_fill(torch.arange(j, j + s.size(3)).unsqueeze(0) > rows, float("-inf"))
            yield s, v[:, :, j : j + 1000]

    for i in range(0, Tq, 1000):
        m = torch.stack([s.amax(3) for s, _ in tiles(i)]).amax(0).unsqueeze(3)
        num, den = 0.0, 0.0
        for s, vj in tiles(i):
            e = (s - m).exp()
            num = num + e @ vj
            den = den + e.sum(3, keepdim=True)
        out[:, :, i : i + 1000] = num / den
    return out
