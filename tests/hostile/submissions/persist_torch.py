"""Leaves torch poisoned: default type and device, generators, thread count, grad mode, patched functions."""
import torch

print("attempted", flush=True)
torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
torch.manual_seed(0)
torch.randn = lambda *args, **kwargs: torch.zeros(3)
torch.Tensor.__matmul__ = lambda self, other: torch.ones(self.shape[0], other.shape[1])
try:
    torch.set_num_threads(64)
    torch.set_num_interop_threads(64)
    torch.ones(1 << 12, 1 << 9) @ torch.ones(1 << 9, 4)
except BaseException as error:
    print("denied", type(error).__name__)


def scores(q, k):
    return q * 0


def noisy(x, generator):
    return x
