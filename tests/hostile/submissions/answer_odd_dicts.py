"""Answers with dicts whose keys are ints, None, NaN, tuples, 100,000 strings or odd strings."""
print("attempted")


def softmax(x):
    return {1: 0.25, None: 0.75, float("nan"): 1, (1, 2): 3}


def solve(a, b):
    return {"\ud800": 1, "\x00": 2, "[bold]": 3, "": 4}


def stats(x):
    return {str(i): i for i in range(100_000)}


def smooth(x):
    return {"k" * (1 << 20): 1}


def streak(x):
    return {"__class__": "dict", "dtype": "float64", "shape": [2, 2], "t": "array", "$": "Handle"}
