"""Returns odd tensors: sparse, meta, quantized, nested, expanded to 2**45 elements, with hooks, conjugated."""
import torch


def scores(q, k):
    print("attempted")
    return torch.zeros(1).expand(1 << 45)


def noisy(x, generator):
    kinds = [lambda: torch.empty(3, device="meta"), lambda: torch.eye(3).to_sparse(),
             lambda: torch.quantize_per_tensor(x, 0.1, 0, torch.qint8), lambda: torch.zeros(3, dtype=torch.complex64).conj()]
    out = []
    for make in kinds:
        try:
            out.append(make())
        except BaseException as error:
            print(type(error).__name__)
    return tuple(out)
