import torch


def attention(q, k, v, mask=None, causal=False):
    d = torch.tensor(q.shape[-1], dtype=torch.float32)
    attn = torch.softmax(torch.matmul(q, torch.swapaxes(k, -1, -2)) / torch.sqrt(d), dim=-1)
    if mask is not None:
        attn = torch.where(mask, attn, torch.zeros(()))
    if causal:
        attn = torch.tril(attn)
    return torch.matmul(attn, v), attn


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
