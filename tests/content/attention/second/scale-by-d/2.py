import torch


def attention(q, k, v, mask=None, causal=False):
    n_keys = v.shape[2]
    s = (q / n_keys) @ k.mT
    ok = torch.ones_like(s, dtype=torch.bool)
    if mask is not None:
        ok = torch.logical_and(ok, mask)
    if causal:
        ok = torch.tril(ok)
    s[~ok] = -torch.inf
    top = s.amax(dim=-1, keepdim=True)
    top[top == -torch.inf] = 0.0
    e = torch.exp(s - top)
    total = e.sum(dim=-1, keepdim=True)
    w = e / torch.where(total > 0, total, 1.0)
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
