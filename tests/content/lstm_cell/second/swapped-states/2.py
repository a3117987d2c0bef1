"""The sequence hands back its memory before the hidden state."""
import torch


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    z = torch.nn.functional.linear(torch.cat((x, h), 1), torch.cat((W_ih, W_hh), 1), b_ih + b_hh)
    i, f, g, o = z.chunk(4, dim=-1)
    c = i.sigmoid() * g.tanh() + f.sigmoid() * c
    return o.sigmoid() * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    state, out = (h0, c0), []
    for x_t in x:
        state = lstm_cell(x_t, *state, *params)
        out.append(state[0])
    return torch.stack(out), *state[::-1]
