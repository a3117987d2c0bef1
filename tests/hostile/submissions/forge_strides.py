"""Returns arrays of impossible extent: zero strides, 2**40 elements on 8 bytes, views past the end."""
import numpy as np
from numpy.lib.stride_tricks import as_strided


def softmax(x):
    print("attempted")
    return as_strided(np.zeros(1), shape=(1 << 40,), strides=(0,))


def solve(a, b):
    print("attempted")
    return np.broadcast_to(np.float64(0), (1 << 20, 1 << 20))


def stats(x):
    print("attempted")
    return as_strided(np.zeros(1), shape=(1 << 27,), strides=(4096,))


def smooth(x):
    return np.empty((1 << 60, 0))


def streak(x):
    return np.empty((0, 1 << 62), dtype="int8")
