import torch
import torch.nn.functional as F


def attention(q, k, v, mask=None, causal=False):
    score = torch.einsum("bhqd,bhkd->bhqk", q, k)
    Tq, Tk = score.size(2), score.size(3)
    visible = torch.ones(1, 1, Tq, Tk, dtype=torch.bool)
    if mask is not None:
        visible = visible & mask
    if causal:
        visible = visible & (torch.arange(Tk) <= torch.arange(Tq).unsqueeze(1))
    score = torch.where(visible, score, torch.tensor(float("-inf")))
    weights = torch.nan_to_num(F.softmax(score, dim=3))
    out = torch.einsum("bhqk,bhkd->bhqd", weights, v)
    return out, weights


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
