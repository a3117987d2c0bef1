from math import inf, sqrt

import torch


def one_head(Q, K, V, allowed):
    S = Q.matmul(K.t()).div(sqrt(Q.shape[1]))
    S = S.where(allowed, torch.tensor(-inf))
    W = (S - S.logsumexp(dim=1, keepdim=True)).exp()
    W = W.where(allowed, torch.tensor(0.0))
    return W.matmul(V), W


def attention(q, k, v, mask=None, causal=False):
    B, H, Tq, _ = q.shape
    Tk, dv = v.shape[2], v.shape[3]
    allowed = torch.full((B, H, Tq, Tk), True)
    if mask is not None:
        allowed = allowed & mask
    if causal:
        allowed = allowed & (torch.arange(Tk)[None, :] <= torch.arange(Tq)[:, None])
    outs, weights = [], []
    for b in range(B):
        for i in range(H):
            o, w = one_head(q[b, i], k[b, i], v[b, i], allowed[b, i])
            outs.append(o)
            weights.append(w)
    return torch.stack(outs).view(B, H, Tq, dv), torch.stack(weights).view(B, H, Tq, Tk)


def attention_chunked(q, k, v, causal=False):
    # 200 queries at a time, each with all its keys
    Tk = k.shape[2]
    pieces = []
    for start in range(0, q.shape[2], 200):
        part = q[:, :, start : start + 200]
        n = part.shape[2]
        ok = torch.ones(n, Tk, dtype=torch.bool)
        if causal:
            ok = ok.tril(diagonal=start)
        s = part @ k.transpose(2, 3) / sqrt(q.shape[3])
        pieces.append(s.masked_fill(~ok, -inf).softmax(dim=-1) @ v)
    return torch.cat(pieces, dim=2)
