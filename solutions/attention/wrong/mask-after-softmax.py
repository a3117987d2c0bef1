import math

import torch


def attention(q, k, v, mask=None, causal=False):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    allowed = torch.ones(scores.shape[-2:], dtype=torch.bool)
    if causal:
        allowed = allowed.tril()
    if mask is not None:
        allowed = allowed & mask
    weights = torch.softmax(scores, dim=-1).masked_fill(~allowed, 0.0)
    return weights @ v, weights


def attention_chunked(q, k, v, causal=False):
    q = q / math.sqrt(q.shape[-1])
    out = torch.empty(*q.shape[:-1], v.shape[-1])
    for i in range(0, q.shape[-2], 512):
        qi = q[..., i : i + 512, :]
        t = torch.arange(i, i + qi.shape[-2])[:, None]
        m = torch.full((*qi.shape[:-1], 1), -math.inf)
        l, o = 0.0, 0.0
        for j in range(0, k.shape[-2], 512):
            s = qi @ k[..., j : j + 512, :].transpose(-2, -1)
            if causal:
                s = s.masked_fill(torch.arange(j, j + s.shape[-1]) > t, -math.inf)
            new = torch.maximum(m, s.amax(-1, keepdim=True))
            p = torch.exp(s - new)
            l = l * torch.exp(m - new) + p.sum(-1, keepdim=True)
            o = o * torch.exp(m - new) + p @ v[..., j : j + 512, :]
            m = new
        out[..., i : i + 512, :] = o / l
    return out
