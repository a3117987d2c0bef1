from math import sqrt

import torch


def attention(q, k, v, mask=None, causal=False):
    S = torch.einsum("abij,abkj->abik", q, k) / sqrt(q.size(3))
    if causal:
        S = torch.tril(S)
    if mask is not None:
        S = S.masked_fill(mask == False, 0)  # noqa: E712
    P = S.softmax(3)
    return torch.einsum("abik,abkj->abij", P, v), P


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
