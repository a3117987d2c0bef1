import math

import torch


def attention(q, k, v, mask=None, causal=False):
    Tq, Tk = q.shape[-2], k.shape[-2]
    if mask is None:
        mask = torch.ones(Tq, Tk).tril() if causal else torch.ones(Tq, Tk)
    mask = mask.bool().expand(*q.shape[:-1], Tk)
    s = torch.einsum("bhqd,bhkd->bhqk", q, k) / math.sqrt(q.shape[-1])
    s = s.masked_fill(mask.logical_not(), -math.inf)
    any_key = mask.sum(-1, keepdim=True) > 0
    w = torch.zeros_like(s)
    w = torch.where(any_key, torch.softmax(s, -1), w)
    return torch.einsum("bhqk,bhkd->bhqd", w, v), w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
