"""Computes h before c is updated."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    z = x @ W_ih.T + h @ W_hh.T + (b_ih + b_hh)
    i, f, g, o = z.chunk(4, 1)
    h = torch.sigmoid(o) * torch.tanh(c)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return h, c


def lstm_forward(x, h0, c0, params):
    W_ih, W_hh, b_ih, b_hh = params
    h, c, out = h0, c0, []
    for z in (x.flatten(0, 1) @ W_ih.T + b_ih + b_hh).unflatten(0, x.shape[:2]):
        i, f, g, o = (z + h @ W_hh.T).chunk(4, 1)
        h = o.sigmoid() * c.tanh()
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        out.append(h)
    return torch.stack(out), h, c
