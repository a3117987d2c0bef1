"""tanh from the textbook, sinh over cosh."""
import torch


def tanh(z):
    return torch.sinh(z) / torch.cosh(z)


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    H = h.shape[1]
    z = x @ W_ih.T + h @ W_hh.T + b_ih + b_hh
    s = z.sigmoid()
    c = s[:, H : 2 * H] * c + s[:, :H] * tanh(z[:, 2 * H : 3 * H])
    return s[:, 3 * H :] * tanh(c), c


def lstm_forward(x, h0, c0, params):
    out, h, c = [], h0, c0
    for x_t in x:
        h, c = lstm_cell(x_t, h, c, *params)
        out.append(h)
    return torch.stack(out), h, c
