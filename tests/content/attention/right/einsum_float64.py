import math

import torch


def attention(q, k, v, mask=None, causal=False):
    q64, k64, v64 = q.to(torch.float64), k.to(torch.float64), v.to(torch.float64)
    score = torch.einsum("bhid,bhjd->bhij", q64, k64) / math.sqrt(q.size(-1))
    if causal:
        future = torch.triu(torch.ones(q.size(2), k.size(2)), diagonal=1) == 1
        score = score.masked_fill(future, float("-inf"))
    if mask is not None:
        score = score.masked_fill(torch.logical_not(mask), float("-inf"))
    score = score - score.max(dim=-1, keepdim=True).values.clamp(min=-1e300)
    e = torch.exp(score)
    total = e.sum(dim=-1, keepdim=True)
    w = e / torch.where(total == 0, torch.ones_like(total), total)
    o = torch.einsum("bhij,bhjd->bhid", w, v64)
    return o.to(q.dtype), w.to(q.dtype)


def attention_chunked(q, k, v, causal=False):
    # one query at a time: a row of scores is all that is ever held
    rows = []
    for t in range(q.size(2)):
        n = min(t + 1, k.size(2)) if causal else k.size(2)
        s = torch.einsum("bhd,bhjd->bhj", q[:, :, t], k[:, :, :n]) / math.sqrt(q.size(-1))
        rows.append(torch.einsum("bhj,bhjd->bhd", s.softmax(-1), v[:, :, :n]))
    return torch.stack(rows, dim=2)
