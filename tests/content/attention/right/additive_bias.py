import torch

NEG = -1.0e9


def attention(q, k, v, mask=None, causal=False):
    T_q, T_k = q.shape[2], k.shape[2]
    keep = torch.ones(1, 1, T_q, T_k, dtype=torch.bool)
    if causal:
        keep = torch.tril(keep)
    if mask is not None:
        keep = keep & mask
    bias = torch.zeros(keep.shape).masked_fill(~keep, NEG)
    logits = torch.matmul(q, k.mT) * q.shape[3] ** -0.5 + bias
    weights = torch.nn.functional.softmax(logits, dim=3) * keep
    return torch.matmul(weights, v), weights


def attention_chunked(q, k, v, causal=False):
    # all queries at once, 1024 keys at a time, the textbook online softmax
    B, h, T_q, d = q.shape
    top = torch.full((B, h, T_q), float("-inf"))
    below = torch.zeros(B, h, T_q)
    above = torch.zeros(B, h, T_q, v.shape[3])
    t = torch.arange(T_q).view(-1, 1)
    for a in range(0, k.shape[2], 1024):
        kc, vc = k[:, :, a : a + 1024], v[:, :, a : a + 1024]
        s = torch.matmul(q, kc.mT) * d**-0.5
        if causal:
            s = s.masked_fill(torch.arange(a, a + kc.shape[2]) > t, float("-inf"))
        new_top = torch.maximum(top, s.max(dim=3).values)
        old = torch.exp(top - new_top)
        e = torch.exp(s - new_top.unsqueeze(3))
        below = below * old + e.sum(dim=3)
        above = above * old.unsqueeze(3) + torch.matmul(e, vc)
        top = new_top
    return above / below.unsqueeze(3)
