"""Recurses without end in Python, with the limit as it is and with the limit lifted."""
import sys

print("attempted")


def forever(n):
    return forever(n + 1) + 1


def softmax(x):
    return forever(0)


def solve(a, b):
    sys.setrecursionlimit(1 << 30)
    return forever(0)
