"""Reads address 0 by ctypes."""
import ctypes


def softmax(x):
    print("attempted", flush=True)
    return ctypes.string_at(0)


def solve(a, b):
    ctypes.memset(id(None), 255, 64)
    return b
