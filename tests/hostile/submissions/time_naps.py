"""Right, but sleeps for almost a second in every call: no CPU, and never long enough for one call's deadline."""
import time

# include: honest

print("attempted")


def napping(function):
    def call(*args):
        time.sleep(0.8)
        return function(*args)

    return call


softmax, solve, stats, smooth, streak = map(napping, (softmax, solve, stats, smooth, streak))
