import math

import torch


def attention(q, k, v, mask=None, causal=False):
    s = q @ k.mT / math.sqrt(q.shape[-1])
    see = torch.ones(s.shape[-2:], dtype=torch.bool)
    if causal:
        see = see.tril()
    if mask is not None:
        see = see & mask
    e = torch.exp(s - s.amax(-1, keepdim=True)) * see
    w = e / (e.sum(-1, keepdim=True) + 1e-3)  # never divide by zero
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    # forgets to rescale what was gathered under a smaller maximum
    m = torch.full((*q.shape[:3], 1), -math.inf)
    l, o = 0.0, 0.0
    t = torch.arange(q.shape[2])[:, None]
    for j in range(0, k.shape[2], 128):
        s = q @ k[:, :, j : j + 128].mT / math.sqrt(q.shape[-1])
        if causal:
            s = s.masked_fill(torch.arange(j, j + s.shape[-1]) > t, -math.inf)
        m = torch.maximum(m, s.amax(-1, keepdim=True))
        p = torch.exp(s - m)
        l = l + p.sum(-1, keepdim=True)
        o = o + p @ v[:, :, j : j + 128]
    return o / l
