"""Catches MemoryError, keeps all it has and goes on asking for more."""
kept = []


def softmax(x):
    print("attempted")
    size = 1 << 24
    while True:
        try:
            kept.append(bytearray(size))
        except BaseException:
            size = max(size // 2, 1)


solve = stats = softmax
