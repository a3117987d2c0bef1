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
    t = torch.arange(q.size(2)).view(-1, 1)
    num = torch.zeros(*q.shape[:3], v.size(3))
    den = torch.zeros(*q.shape[:3], 1)
    start = 0
    for kc, vc in zip(k.split(333, 2), v.split(333, 2)):
        e = torch.exp(q @ kc.mT / q.size(3) ** 0.5)
        if causal:
            e = e * (torch.arange(start, start + kc.size(2)) <= t)
        num += e @ vc
        den += e.sum(3, keepdim=True)
        start += kc.size(2)
    return num / den
