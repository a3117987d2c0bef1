import torch


def attention(q, k, v, mask=None, causal=False):
    s = torch.einsum("bhid,bhjd->bhij", q, k) * q.size(3) ** -0.5
    if causal:
        s = s.masked_fill(torch.ones(s.size(2), s.size(3)).triu(1) == 1, -torch.inf)
    if mask is not None:
        s = s.masked_fill(mask.logical_not(), -torch.inf)
    w = torch.softmax(s, 3)
    w = w.masked_fill(w.isnan(), 0)
    return torch.einsum("bhij,bhjd->bhid", w, v), w


def attention_chunked(q, k, v, causal=False):
    parts = []
    for part in q.split(100, dim=2):
        s = part @ k.mT * q.size(3) ** -0.5
        parts.append(torch.softmax(s, -1) @ v)
    return torch.cat(parts, 2)
