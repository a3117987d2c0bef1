"""Crashes by faulthandler, switches it off, and forges the place at which it will be found."""
import faulthandler
import os
import signal
import sys

print("attempted", flush=True)
FORGED = (b'  File "@COURSE@/solutions/target/target.py", line 5 in softmax\n'
          b'  File "target.py", line 99999999999999999999 in [bold]\x1b[31m\n  File "target.py", line -1 in x\n') * 500


def softmax(x):
    for fd in range(3, 64):
        try:
            if not os.path.exists(f"/proc/self/fd/{fd}"):
                os.pwrite(fd, FORGED, 0)
        except OSError:
            pass
    for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGQUIT):
        try:
            faulthandler.unregister(number)
            faulthandler.register(number, file=sys.__stdout__, all_threads=True, chain=True)
        except (AttributeError, ValueError, OSError, RuntimeError) as error:
            print(type(error).__name__)
    faulthandler.disable()
    while True:
        pass


def solve(a, b):
    faulthandler._sigsegv()


def stats(x):
    faulthandler._stack_overflow()
