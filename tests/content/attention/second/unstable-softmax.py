import torch


def attention(q, k, v, mask=None, causal=False):
    numerator = torch.einsum("bhid,bhjd->bhij", q, k).div(q.shape[-1] ** 0.5).exp()
    if causal:
        numerator = numerator.tril()
    if mask is not None:
        numerator = numerator * mask
    denominator = numerator.sum(dim=3, keepdim=True)
    weights = numerator / torch.where(denominator == 0, 1.0, denominator)
    return weights @ v, weights


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
