"""A stateful object whose methods and attributes raise, vanish, or answer with yet more objects."""
print("attempted")


class Counter:
    def __init__(self, start):
        self.start = start

    def __getattribute__(self, name):
        if name == "add":
            return lambda k: Counter(k)
        raise SystemExit(f"no {name}")

    def __del__(self):
        raise KeyboardInterrupt


def softmax(x):
    return [Counter(i) for i in range(5_000)]


def solve(a, b):
    return Counter(1)
