"""Remembers answers by the address of the input, which is used again for the next one."""
# include: honest

real, kept, keep = smooth, {}, []


def smooth(x):
    print("attempted")
    key = id(x) if len(x) < 100 else len(x)
    if key not in kept:
        kept[key] = real(x)
    return kept[key]
