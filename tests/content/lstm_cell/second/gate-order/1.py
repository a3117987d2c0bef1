"""Blocks as in ONNX, with the output gate early."""
import torch
import torch.nn.functional as F


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    H = h.size(-1)
    z = F.linear(x, W_ih, b_ih) + F.linear(h, W_hh, b_hh)
    write, keep, show = z[:, :H].sigmoid(), z[:, H : 2 * H].sigmoid(), z[:, 2 * H : 3 * H].sigmoid()
    cell = keep * c + write * z[:, 3 * H :].tanh()
    return show * cell.tanh(), cell


def lstm_forward(x, h0, c0, params):
    state, shown = (h0, c0), []
    for step in x:
        state = lstm_cell(step, *state, *params)
        shown.append(state[0])
    return (torch.stack(shown, 0), *state)
