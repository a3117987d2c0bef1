import torch
import torch.nn.functional as F


def attention(q, k, v, mask=None, causal=False):
    s = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(-2, -1)
    see = torch.ones(s.shape[-2:], dtype=torch.bool)
    if causal:
        see = see.tril()
    if mask is not None:
        see = see & mask
    w = torch.softmax(s.masked_fill(~see, float("-inf")), dim=-1).masked_fill(~see, 0.0)
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
