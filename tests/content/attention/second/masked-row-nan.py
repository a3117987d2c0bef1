import torch


def attention(q, k, v, mask=None, causal=False):
    b, h, tq, d = q.shape
    tk = k.shape[2]
    see = torch.ones(b, h, tq, tk, dtype=torch.bool) if mask is None else mask.expand(b, h, tq, tk)
    if causal:
        see = see & torch.ones(tq, tk).tril().bool()
    s = torch.bmm(q.flatten(0, 1), k.flatten(0, 1).transpose(1, 2)).view(b, h, tq, tk) / d**0.5
    s = torch.where(see, s, torch.full_like(s, float("-inf")))
    e = torch.exp(s - s.max(-1, keepdim=True).values)
    w = e / e.sum(-1, keepdim=True)
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
