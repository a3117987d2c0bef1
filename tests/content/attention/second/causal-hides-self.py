import torch


def attention(q, k, v, mask=None, causal=False):
    s = q.matmul(k.transpose(2, 3)).div(q.shape[3] ** 0.5)
    if causal:
        upper = torch.triu(torch.ones(s.shape[2], s.shape[3])) > 0
        s = s.masked_fill(upper, -torch.inf)
    if mask is not None:
        s = s.masked_fill(mask.logical_not(), -torch.inf)
    dead = (s == -torch.inf).all(dim=3, keepdim=True)
    w = s.masked_fill(dead, 0.0).softmax(dim=3).masked_fill(dead, 0.0)
    return w.matmul(v), w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
