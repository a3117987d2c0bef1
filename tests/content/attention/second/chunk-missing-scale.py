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
    # one query at a time
    out = torch.zeros(q.size(0), q.size(1), q.size(2), v.size(3))
    for t in range(q.size(2)):
        last = min(t + 1, k.size(2)) if causal else k.size(2)
        s = torch.einsum("bhd,bhjd->bhj", q[:, :, t], k[:, :, :last])
        out[:, :, t] = torch.einsum("bhj,bhjd->bhd", s.softmax(-1), v[:, :, :last])
    return out
