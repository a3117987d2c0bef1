import torch


def attention(q, k, v, mask=None, causal=False):
    scores = torch.matmul(q, k.transpose(-1, -2)) / q.size(-1) ** 0.5
    if mask is None:
        blocked = torch.zeros_like(scores, dtype=torch.bool)
    else:
        blocked = mask.expand_as(scores)
    if causal:
        future = torch.arange(k.size(2))[None, :] > torch.arange(q.size(2))[:, None]
        blocked = blocked | future
    # as in nn.MultiheadAttention: True is not allowed
    weights = scores.masked_fill(blocked, float("-inf")).softmax(dim=-1)
    weights = weights.masked_fill(blocked.all(dim=-1, keepdim=True), 0.0)
    return torch.matmul(weights, v), weights


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
