import math

import torch


def attention(q, k, v, mask=None, causal=False):
    B, h, Tk, d = k.size()
    kT = k.contiguous().view(B, h, d, Tk)
    att = torch.matmul(q, kT) * (1.0 / math.sqrt(d))
    blocked = torch.zeros(att.size(2), Tk, dtype=torch.bool)
    if causal:
        blocked = torch.triu(~blocked, diagonal=1)
    if mask is not None:
        blocked = blocked | torch.logical_not(mask)
    att = torch.softmax(att.masked_fill(blocked, float("-inf")), dim=-1)
    att = att.masked_fill(att != att, 0)
    return torch.matmul(att, v), att


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
