import torch


def attention(q, k, v, mask=None, causal=False):
    # scores with the keys on the second-last axis, [B, h, Tk, Tq]
    root = q.shape[-1] ** 0.25
    s = (k / root) @ (q / root).transpose(-1, -2)
    Tk, Tq = s.shape[-2:]
    if mask is not None:
        m = torch.broadcast_to(mask, (*s.shape[:2], Tq, Tk)).transpose(-1, -2)
        s = torch.where(m, s, -torch.inf)
    if causal:
        s = torch.where(torch.ones(Tk, Tq).triu().bool(), s, -torch.inf)
    w = torch.nan_to_num(s.softmax(dim=-2)).transpose(-1, -2)
    return (v.transpose(-1, -2) @ w.transpose(-1, -2)).transpose(-1, -2), w


def attention_chunked(q, k, v, causal=False):
    # softmax inside every chunk of 300 keys; chunks are merged by their log-sum-exp
    d, Tq = q.shape[-1], q.shape[-2]
    out, lse = None, None
    for c in range(0, k.shape[-2], 300):
        s = q @ k[..., c : c + 300, :].mT / d**0.5
        if causal:
            width = s.shape[-1]
            s = s + torch.full((Tq, width), -torch.inf).triu(diagonal=1 - c)
        o = torch.nan_to_num(s.softmax(-1)) @ v[..., c : c + 300, :]
        n = s.logsumexp(-1, keepdim=True)
        if out is None:
            out, lse = o, n
        else:
            both = torch.logaddexp(lse, n)
            out = out * (lse - both).exp() + o * (n - both).exp()
            lse = both
    return out
