"""The cell hands back its memory first."""
import torch


def step(z, c):
    i, f, g, o = z.chunk(4, dim=-1)
    memory = i.sigmoid() * g.tanh() + f.sigmoid() * c
    return memory, o.sigmoid() * memory.tanh()


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    return step(x @ W_ih.T + h @ W_hh.T + b_ih + b_hh, c)


def lstm_forward(x, h0, c0, params):
    W_ih, W_hh, b_ih, b_hh = params
    memory, shown, out = c0, h0, []
    for x_t in x:
        memory, shown = step(x_t @ W_ih.T + shown @ W_hh.T + b_ih + b_hh, memory)
        out.append(shown)
    return torch.stack(out), shown, memory
