import torch


def attention(q, k, v, mask=None, causal=False):
    n, m = q.shape[2], k.shape[2]
    s = torch.einsum("bhid,bhjd->bhij", q, k) / q.shape[3] ** 0.5
    hide = torch.zeros(n, m, dtype=torch.bool)
    if causal:
        # the last query is the newest token and sees all the keys
        position = torch.arange(n) + (m - n)
        hide = torch.arange(m)[None] > position[:, None]
    if mask is not None:
        hide = hide | ~mask
    w = torch.softmax(s.masked_fill(hide, float("-inf")), dim=-1).nan_to_num(0.0)
    return torch.einsum("bhij,bhjd->bhid", w, v), w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
