"""Raises with a cause that is itself, a chain of 50,000 contexts, and a traceback of 900 frames."""
print("attempted")


def softmax(x):
    error = ValueError("cycle")
    error.__cause__ = error
    error.__context__ = error
    raise error


def solve(a, b):
    last = None
    for i in range(50_000):
        error = ValueError(i)
        error.__context__ = last
        last = error
    raise last


def deep(n):
    if n == 0:
        raise ValueError("deep")
    deep(n - 1)


def stats(x):
    deep(900)


def smooth(x):
    group = ValueError("g")
    for _ in range(5_000):
        group = ExceptionGroup("g", [group])
    raise group
