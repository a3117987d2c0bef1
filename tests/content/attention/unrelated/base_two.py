import math

import torch


def attention(q, k, v, mask=None, causal=False):
    s = q @ k.mT / math.sqrt(q.shape[-1])
    see = torch.ones(s.shape[-2:], dtype=torch.bool)
    if causal:
        see = see.tril()
    if mask is not None:
        see = see & mask
    top = s.amax(-1, keepdim=True)
    e = torch.pow(2.0, s - top) * see
    w = e / e.sum(-1, keepdim=True).clamp(min=1e-20)
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
