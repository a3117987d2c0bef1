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
    # the scores chunk by chunk, then all of them at once
    columns = [q @ kc.mT / q.size(3) ** 0.5 for kc in k.split(256, dim=2)]
    s = torch.cat(columns, dim=3)
    if causal:
        s = s.masked_fill(torch.ones(s.size(2), s.size(3), dtype=torch.bool).triu(1), -torch.inf)
    return s.softmax(3) @ v
