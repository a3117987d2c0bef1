"""An honest answer that fills stderr, logging and warnings."""
import logging
import sys
import warnings

# include: honest

real = stats
print("attempted")


def stats(x):
    sys.stderr.write("e" * (50 << 20))
    for i in range(2_000):
        logging.warning("w" * 1000)
        warnings.warn("v" * 1000 + str(i))
    sys.__stderr__.write("x" * (1 << 20))
    return real(x)
