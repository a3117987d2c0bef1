import torch


def attention(q, k, v, mask=None, causal=False):
    if causal:
        # the causal mask
        mask = torch.arange(k.size(2)).le(torch.arange(q.size(2)).view(-1, 1))
    s = torch.matmul(q * q.size(3) ** -0.5, k.mT)
    if mask is None:
        w = torch.softmax(s, -1)
    else:
        w = torch.softmax(torch.where(mask, s, -torch.inf), -1)
        w = torch.where(w.isnan(), 0.0, w)
    return torch.matmul(w, v), w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
