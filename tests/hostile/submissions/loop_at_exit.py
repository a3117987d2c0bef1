"""Refuses to end: endless atexit handlers, destructors and finalisers. The answers are honest."""
import atexit
import time
import weakref

# include: honest


class Clings:
    def __del__(self):
        while True:
            time.sleep(1)


kept = Clings()
finaliser = weakref.finalize(kept, time.sleep, 1000)
atexit.register(time.sleep, 1000)
atexit.register(lambda: [None for _ in iter(int, 1)])
print("attempted")
