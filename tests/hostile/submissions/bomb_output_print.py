"""An honest answer that prints 500 MB on the way: it must keep its points."""
# include: honest

real = softmax
LINE = "x" * (1 << 20)
print("attempted")


def softmax(x):
    for _ in range(170):
        print(LINE)
    return real(x)
