import math

import torch


def attention(q, k, v, mask=None, causal=False):
    # TODO: mask
    s = q @ k.mT / math.sqrt(q.shape[-1])
    if causal:
        s = s.masked_fill(~torch.ones(s.shape[-2:], dtype=torch.bool).tril(), -math.inf)
    w = torch.softmax(s, dim=-1)
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
