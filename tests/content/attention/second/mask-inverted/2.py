import torch


def attention(q, k, v, mask=None, causal=False):
    Tq, Tk = q.shape[2], k.shape[2]
    visible = torch.ones(q.shape[0], q.shape[1], Tq, Tk)
    if causal:
        for t in range(Tq):
            visible[:, :, t, :t] = 0  # everything before t
    if mask is not None:
        visible = visible * mask
    s = torch.einsum("bhid,bhjd->bhij", q, k) * q.shape[3] ** -0.5
    s = s - s.detach().max(dim=3, keepdim=True).values
    e = s.exp() * visible
    w = e / e.sum(dim=3, keepdim=True).clamp(min=1e-30)
    return w @ v, w


def attention_chunked(q, k, v, causal=False):
    raise NotImplementedError
