"""An honest answer that prints a hundred thousand short lines: it must keep its points."""
# include: honest

real = solve
print("attempted")


def solve(a, b):
    for i in range(100_000):
        print(i)
    return real(a, b)
