import numpy as np
import torch


def attention(q, k, v, mask=None, causal=False):
    Q, K, V = (x.detach().numpy().astype(np.float64) for x in (q, k, v))
    S = np.einsum("bhid,bhjd->bhij", Q, K) / np.sqrt(Q.shape[-1])
    see = np.ones(S.shape, dtype=bool)
    if mask is not None:
        see &= mask.numpy()
    if causal:
        see &= np.tri(S.shape[2], S.shape[3], dtype=bool)
    S = np.where(see, S, -np.inf)
    top = S.max(axis=-1, keepdims=True)
    E = np.exp(S - np.where(np.isinf(top), 0.0, top))
    total = E.sum(axis=-1, keepdims=True)
    W = E / np.where(total == 0, 1.0, total)
    out = np.einsum("bhij,bhjd->bhid", W, V)
    return torch.from_numpy(out).float(), torch.from_numpy(W).float()


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
