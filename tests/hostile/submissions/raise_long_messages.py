"""Raises with messages of a megabyte: text, NULs, lone surrogates, combining marks, nested markup."""
print("attempted")


def softmax(x):
    raise ValueError("A" * (1 << 20))


def solve(a, b):
    raise ValueError("\0" * (1 << 20))


def stats(x):
    raise ValueError("\ud83d" * (1 << 19))


def smooth(x):
    raise ValueError("e" + "\u0301" * (1 << 19))


def streak(x):
    raise ValueError("[bold]" * (1 << 17) + "[/italic]" * 1000)
