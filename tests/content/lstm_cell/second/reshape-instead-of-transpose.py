"""Makes the shapes fit with view."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    H = h.shape[1]
    z = torch.mm(x, W_ih.view(-1, 4 * H)) + torch.mm(h, W_hh.view(-1, 4 * H)) + b_ih + b_hh
    i, f, g, o = z[:, :H], z[:, H : 2 * H], z[:, 2 * H : 3 * H], z[:, 3 * H :]
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    out, h, c = [], h0, c0
    for x_t in x:
        h, c = lstm_cell(x_t, h, c, *params)
        out.append(h)
    return torch.stack(out), h, c
