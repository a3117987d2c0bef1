import torch
from torch import nn


def attention(query, key, value, mask=None, causal=False):
    d_k = query.size(-1)
    scores = torch.matmul(query, key.transpose(2, 3))
    scores /= d_k
    if causal:
        t_q, t_k = scores.shape[-2:]
        subsequent = torch.triu(torch.ones(t_q, t_k), diagonal=1).bool()
        scores = scores.masked_fill(subsequent, float("-inf"))
    if mask is not None:
        scores = scores.masked_fill(mask == 0, float("-inf"))
    p_attn = nn.Softmax(dim=-1)(scores)
    p_attn = torch.where(torch.isnan(p_attn), torch.zeros_like(p_attn), p_attn)
    return torch.matmul(p_attn, value), p_attn


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
