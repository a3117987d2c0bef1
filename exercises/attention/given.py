"""Run in the worker before the learner's file, in its module."""

import ctypes as _ctypes

import torch as _torch
import torch.nn.functional as _functional

_M_MMAP_THRESHOLD = -3  # of mallopt(3)
_MORE_THAN_LITTLE = 256 << 20  # bytes: more than the bonus check's worker may have


def _ready_made(*args, **kwargs):
    raise RuntimeError("scaled_dot_product_attention is what this exercise asks you to write")


def _count_live_memory_only():
    """Have freed tensors go back to the system, where memory is short.

    The C library keeps freed blocks for later, and small results between them can stop their being
    used again: a solution that holds 20 MB at a time then takes 290 MB of address space, which is
    what the limit counts. A fixed threshold switches this off for blocks of 128 KB and more. It
    costs page faults, so it is left alone where there is room.
    """
    try:
        _torch.empty(_MORE_THAN_LITTLE, dtype=_torch.uint8)  # never touched: no cost
    except RuntimeError:
        try:
            _ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 128 << 10)
        except (AttributeError, OSError, TypeError):
            pass  # another C library, another allocator


# A teaching rule, not a safeguard: whoever calls it has answered another question.
_functional.scaled_dot_product_attention = _ready_made
_count_live_memory_only()
