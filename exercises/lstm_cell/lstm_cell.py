"""An LSTM cell, and the same cell over a sequence. See the statement."""

import torch


def lstm_cell(
    x: torch.Tensor,
    h: torch.Tensor,
    c: torch.Tensor,
    W_ih: torch.Tensor,
    W_hh: torch.Tensor,
    b_ih: torch.Tensor,
    b_hh: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Advance an LSTM by one time step.

    The 4H rows of the weights and biases are four blocks of H rows: i, f, g, o.

    Args:
        x: input of this step [B, I].
        h: hidden state of the step before [B, H].
        c: cell state of the step before [B, H].
        W_ih: input weights [4H, I].
        W_hh: recurrent weights [4H, H].
        b_ih: first bias [4H].
        b_hh: second bias [4H].

    Returns:
        (h_new, c_new), both [B, H].
    """
    raise NotImplementedError("lstm_cell is not written yet")


def lstm_forward(
    x: torch.Tensor,
    h0: torch.Tensor,
    c0: torch.Tensor,
    params: tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Run the cell over a sequence.

    Args:
        x: inputs [T, B, I], time first, T >= 1.
        h0: hidden state before the first step [B, H].
        c0: cell state before the first step [B, H].
        params: (W_ih, W_hh, b_ih, b_hh), used at every step.

    Returns:
        (out, h_T, c_T): all hidden states [T, B, H], the last one and the last cell state, [B, H].
    """
    raise NotImplementedError("lstm_forward is not written yet")
