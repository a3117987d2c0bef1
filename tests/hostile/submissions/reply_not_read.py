"""Never reads its requests again: stops in the middle of a call while large inputs wait to be sent."""
import os
import signal
import time

# include: honest


def softmax(x):
    print("attempted")
    return x * 0


def smooth(x):
    if len(x) > 100:
        print("attempted stop")
        try:
            os.kill(os.getpid(), signal.SIGSTOP)
        except OSError as error:
            print("denied", error.errno)
        time.sleep(1000)
    out, last = [], 0.0
    for value in x.tolist():
        last += 0.1 * (value - last)
        out.append(last)
    return np.array(out)
