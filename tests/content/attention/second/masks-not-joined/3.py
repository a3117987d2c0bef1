import torch


def attention(q, k, v, mask=None, causal=False):
    terms = []
    if mask is not None:
        terms.append(mask)
    if causal:
        terms.append(torch.tril(torch.ones(q.size(-2), k.size(-2), dtype=torch.bool)))
    seen = torch.ones(1, dtype=torch.bool)
    if terms:
        seen = terms[0]
        for term in terms[1:]:
            seen = torch.logical_or(seen, term)
    scores = (q @ k.mT) / (q.size(-1) ** 0.5)
    weights = torch.nan_to_num(scores.masked_fill(~seen, -torch.inf).softmax(-1), nan=0.0)
    return weights @ v, weights


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
