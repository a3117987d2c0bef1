"""Right but far too steep, and slow by a constant factor: growth and race must both say so."""
# include: honest

real_smooth, real_streak = smooth, streak
print("attempted")


def smooth(x):
    for _ in range(12 if len(x) > 100 else 1):
        out = real_smooth(x)
    return out


def streak(x):
    for _ in range((len(x) // 15_000) ** 2):
        np.cumsum(x)
    return real_streak(x)
