"""Leaves with status 0 when it is called, past every handler."""
import os


def softmax(x):
    print("attempted", flush=True)
    os._exit(0)


def solve(a, b):
    os._exit(70)


def stats(x):
    import ctypes

    ctypes.CDLL(None).syscall(60, 0)
