"""Public checks of the torch twin."""

import torch

from grader.checks import assert_close, check


@check(points=1, ko="손으로 계산한 값", en="worked out by hand")
def test_by_hand(student):
    q, k = (
        torch.tensor([[1.0, 2.0, 2.0, 0.0]]),
        torch.tensor([[3.0, 0.0, 0.0, 5.0], [0.0, 4.0, 0.0, 0.0]]),
    )
    assert_close(student.scores(q, k), torch.tensor([[1.5, 4.0]]), what="scores")
