"""Answers with boolean arrays whose bytes are not 0 or 1, float16 and longdouble, and foreign byte order."""
import numpy as np

print("attempted")


def softmax(x):
    return np.frombuffer(bytes(range(2, 6)), dtype=bool).reshape(2, 2)


def solve(a, b):
    return b.astype(np.longdouble)


def stats(x):
    return np.frombuffer(b"\xff", dtype=bool)[0], np.float16(1e5)


def smooth(x):
    return np.zeros(6, dtype=">c16")


def streak(x):
    return np.uint8(5) * 0 - np.int8(1)
