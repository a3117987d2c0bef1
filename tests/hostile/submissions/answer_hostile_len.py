"""Answers with objects whose __len__, __iter__, __getitem__, keys and __hash__ are hostile."""
print("attempted")


class Len(list):
    def __len__(self):
        return 1 << 62

    def __iter__(self):
        while True:
            yield self


class Negative(tuple):
    def __len__(self):
        return -1

    def __getitem__(self, index):
        raise SystemExit(0)


class Keys(dict):
    def items(self):
        return [("a",) * 5]

    keys = __iter__ = values = items

    def __hash__(self):
        raise KeyboardInterrupt


def softmax(x):
    return Len([0.25])


def solve(a, b):
    return Negative((1, 2))


def stats(x):
    return Keys(a=1)


def smooth(x):
    class Endless:
        def __iter__(self):
            return iter(int, 1)

    return Endless()
