"""An honest answer that closes, replaces and deletes sys.stdout, sys.stderr and their originals."""
import builtins
import sys

# include: honest

real = softmax
print("attempted", flush=True)


def softmax(x):
    sys.stdout.close()
    sys.stdout = sys.__stdout__ = None
    sys.stderr = type("W", (), {"write": lambda self, text: 1 / 0, "flush": lambda self: 1 / 0})()
    sys.__stderr__ = None
    return real(x)


def solve(a, b):
    sys.stdout = type("W", (), {"write": lambda self, text: 1 / 0, "flush": lambda self: 1 / 0})()
    builtins.print = None
    return np.linalg.solve(a, b)
