"""Works on ints of a hundred million digits inside C, where no Python handler runs."""
import sys


def softmax(x):
    print("attempted", flush=True)
    sys.set_int_max_str_digits(0)
    return len(str(1 << 50_000_000))


def solve(a, b):
    return 3 ** (10**8)
