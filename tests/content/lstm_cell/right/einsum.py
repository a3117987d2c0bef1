"""einsum with the gates as an axis of their own, and tanh by way of sigmoid."""

import torch


def tanh(z):
    return 2 * torch.sigmoid(2 * z) - 1


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    H = h.shape[1]
    blocks = (W_ih.view(4, H, -1), W_hh.view(4, H, H))
    z = torch.einsum("bi,khi->kbh", x, blocks[0]) + torch.einsum("bj,khj->kbh", h, blocks[1])
    z = z + (b_ih + b_hh).view(4, 1, H)
    c = torch.sigmoid(z[1]) * c + torch.sigmoid(z[0]) * tanh(z[2])
    return torch.sigmoid(z[3]) * tanh(c), c


def lstm_forward(x, h0, c0, params):
    state, out = (h0, c0), []
    for x_t in x:
        state = lstm_cell(x_t, *state, *params)
        out.append(state[0])
    return torch.stack(out), *state
