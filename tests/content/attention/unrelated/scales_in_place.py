import math

import torch


def attention(q, k, v, mask=None, causal=False):
    q /= math.sqrt(q.shape[-1])
    s = q @ k.mT
    see = torch.ones(s.shape[-2:], dtype=torch.bool)
    if causal:
        see = see.tril()
    if mask is not None:
        see = see & mask
    w = torch.softmax(s.masked_fill(~see, -math.inf), dim=-1).masked_fill(~see, 0.0)
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
