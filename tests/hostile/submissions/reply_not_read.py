"""Never reads its requests again: stops in the middle of a call while large inputs wait to be sent."""
import os
import signal
import time

# include: honest

real = smooth
print("attempted")


def smooth(x):
    if len(x) > 100:
        try:
            os.kill(os.getpid(), signal.SIGSTOP)
        except OSError as error:
            print("denied", error.errno)
        time.sleep(1000)
    return real(x)
