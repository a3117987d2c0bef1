"""Expects [B, T, I]."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    z = torch.addmm(b_ih, x, W_ih.T) + torch.addmm(b_hh, h, W_hh.T)
    i, f, g, o = z.chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    h, c, out = h0, c0, []
    for x_t in x.transpose(0, 1):
        h, c = lstm_cell(x_t, h, c, *params)
        out.append(h)
    return torch.stack(out).transpose(0, 1), h, c
