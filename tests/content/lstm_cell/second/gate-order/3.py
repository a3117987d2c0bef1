"""The block order of TensorFlow's BasicLSTMCell."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    joint = torch.cat([x, h], dim=-1)
    z = joint @ torch.cat([W_ih, W_hh], dim=-1).transpose(0, 1) + b_ih + b_hh
    i, j, f, o = torch.split(z, h.shape[-1], dim=-1)
    cell = torch.addcmul(torch.sigmoid(f) * c, torch.sigmoid(i), torch.tanh(j))
    return torch.tanh(cell) * torch.sigmoid(o), cell


def lstm_forward(x, h0, c0, params):
    hs = [h0]
    c = c0
    for x_t in x.unbind():
        h, c = lstm_cell(x_t, hs[-1], c, *params)
        hs.append(h)
    return torch.stack(hs[1:]), hs[-1], c
