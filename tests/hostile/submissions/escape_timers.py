"""Sets timers of all kinds and handlers that answer for it; and otherwise answers honestly."""
import os
import signal

# include: honest

ticks = 0


def handler(*args):
    global ticks
    ticks += 1


for number in range(1, 65):
    try:
        signal.signal(number, handler)
    except (OSError, ValueError):
        pass
for which in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
    try:
        signal.setitimer(which, 0.002, 0.002)
    except OSError as error:
        print("denied", error.errno)
print("attempted")
