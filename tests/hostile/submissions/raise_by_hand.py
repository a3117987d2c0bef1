"""Raises by hand what the sandbox would raise: MemoryError, PermissionError, RecursionError, TimeoutError."""
print("attempted")


def softmax(x):
    raise MemoryError("by hand")


def solve(a, b):
    raise PermissionError(1, "Operation not permitted", "@COURSE@/solutions")


def stats(x):
    raise RecursionError("by hand")


def smooth(x):
    raise TimeoutError("by hand")


def streak(x):
    raise AssertionError("by hand")
