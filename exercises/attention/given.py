"""Run in the worker before the learner's file, in its module."""

import torch.nn.functional as _functional


def _ready_made(*args, **kwargs):
    raise RuntimeError("scaled_dot_product_attention is what this exercise asks you to write")


# A teaching rule, not a safeguard: whoever calls it has answered another question.
_functional.scaled_dot_product_attention = _ready_made
