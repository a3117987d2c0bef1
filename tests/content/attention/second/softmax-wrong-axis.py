import math
import torch


def attention(q, k, v, mask=None, causal=False):
    # scores as [B, h, Tk, Tq], softmax along the last axis, then turned round
    s = (k @ q.transpose(3, 2)) * (1.0 / math.sqrt(k.size(3)))
    Tk, Tq = s.shape[2:]
    see = torch.ones(Tq, Tk, dtype=torch.bool)
    if causal:
        see = torch.tril(see)
    if mask is not None:
        see = see & mask
    see = see.transpose(-1, -2)
    s = s.masked_fill(torch.logical_not(see), -float("inf"))
    w = torch.nn.functional.softmax(s, dim=-1)
    w = torch.nan_to_num(w).transpose(-1, -2)
    return torch.matmul(w, v), w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
