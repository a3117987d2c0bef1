"""Right on small inputs; on those of a race it never ends."""
# include: honest

real = smooth
print("attempted")


def smooth(x):
    while len(x) > 100:
        pass
    return real(x)
