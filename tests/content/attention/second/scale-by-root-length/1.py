import numpy as np
import torch


def attention(q, k, v, mask=None, causal=False):
    b, h, d, _ = q.size()
    scores = torch.matmul(q, k.permute(0, 1, 3, 2)) / np.sqrt(d)
    bias = torch.zeros(scores.shape)
    if mask is not None:
        bias = bias.masked_fill(~mask, -1e9)
    if causal:
        bias = bias.masked_fill(torch.ones(scores.shape[-2:]).triu(1).bool(), -1e9)
    weights = torch.softmax(scores + bias, -1) * (bias == 0)
    return torch.matmul(weights, v), weights


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
