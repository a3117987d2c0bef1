import torch


def softmax(x):
    x = x - x.max(dim=-1, keepdim=True)[0]
    return x.exp() / x.exp().sum(dim=-1, keepdim=True)


def attention(q, k, v, mask=None, causal=False):
    B, h, T, d = k.shape
    scale = T**0.5
    weights = torch.zeros(B, h, q.shape[2], T)
    for b in range(B):
        for i in range(h):
            s = q[b, i] @ k[b, i].T / scale
            see = torch.ones_like(s).bool()
            if causal:
                see = see.tril()
            if mask is not None:
                see = see & mask.expand(B, h, q.shape[2], T)[b, i]
            s = s.masked_fill(~see, float("-inf"))
            weights[b, i] = softmax(s).nan_to_num(0.0)
    return weights @ v, weights


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
