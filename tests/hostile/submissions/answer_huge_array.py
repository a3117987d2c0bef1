"""Answers with the largest array its memory allows, where a small one is expected."""
import numpy as np


def softmax(x):
    print("attempted")
    return np.zeros(80 << 20, dtype="int8")


def solve(a, b):
    return [np.zeros(1 << 20) for _ in range(8)]


def stats(x):
    return np.zeros((1 << 12, 1 << 11)), 1.0
