"""Right on small inputs; on those of a growth check it never ends."""
# include: honest

real = streak
print("attempted")


def streak(x):
    while len(x) > 100:
        pass
    return real(x)
