"""Allocates and touches 64 GB with numpy."""
import numpy as np


def softmax(x):
    print("attempted")
    return np.ones(1 << 33)


def solve(a, b):
    kept = [np.ones(1 << 20) for _ in range(1 << 13)]
    return kept[0]
