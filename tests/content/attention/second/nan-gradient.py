import torch


def attention(q, k, v, mask=None, causal=False):
    additive = torch.zeros(q.shape[-2], k.shape[-2])
    if causal:
        additive = torch.full_like(additive, float("-inf")).triu(diagonal=1)
    if mask is not None:
        additive = torch.where(mask, additive, float("-inf"))
    logits = torch.einsum("bhid,bhjd->bhij", q, k) / q.shape[-1] ** 0.5 + additive
    weights = logits.softmax(dim=-1)
    weights = torch.nan_to_num(weights, nan=0.0)
    return torch.einsum("bhij,bhjd->bhid", weights, v), weights


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
