"""os.abort, a fatal Python error, and a jump into the middle of nowhere."""
import ctypes
import os


def softmax(x):
    print("attempted", flush=True)
    os.abort()


def solve(a, b):
    ctypes.CFUNCTYPE(ctypes.c_int)(0xDEAD0000)()


def stats(x):
    ctypes.pythonapi.Py_FatalError(b"forged fatal error")
