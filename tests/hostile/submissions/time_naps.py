"""Right, but sleeps for most of a second in many calls: no CPU, and never long enough for one call's deadline."""
import time

# include: honest

print("attempted")


def napping(function):
    def call(*args):
        time.sleep(0.8)
        return function(*args)

    return call


softmax, solve, stats = map(napping, (softmax, solve, stats))
