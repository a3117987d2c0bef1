import torch
import torch.nn.functional as F


def attention(q, k, v, mask=None, causal=False):
    lowest = torch.finfo(q.dtype).min
    logits = torch.einsum("bhqd,bhkd->bhqk", q * q.shape[-1] ** -0.5, k)
    if causal:
        keep = torch.arange(logits.shape[3]) <= torch.arange(logits.shape[2])[:, None]
        mask = keep if mask is None else torch.logical_and(mask, keep)
    if mask is not None:
        logits = logits.masked_fill(mask.logical_not(), lowest)
    w = F.softmax(logits, dim=-1)
    return torch.einsum("bhqk,bhkd->bhqd", w, v), w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
