"""Everything in float64, rounded once at the end."""

import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    x, h, c, W_ih, W_hh, b_ih, b_hh = (a.double() for a in (x, h, c, W_ih, W_hh, b_ih, b_hh))
    h, c = advance(x @ W_ih.T + h @ W_hh.T + b_ih + b_hh, c)
    return h.float(), c.float()


def advance(z, c):
    i, f, g, o = z.chunk(4, dim=-1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    W_ih, W_hh, b_ih, b_hh = (p.double() for p in params)
    h, c, out = h0.double(), c0.double(), []
    for z in x.double() @ W_ih.T + b_ih + b_hh:
        h, c = advance(z + h @ W_hh.T, c)
        out.append(h)
    return torch.stack(out).float(), h.float(), c.float()
