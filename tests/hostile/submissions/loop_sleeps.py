"""Uses no CPU at all: sleeps, waits on locks, selects on nothing, pauses."""
import select
import signal
import threading
import time


def softmax(x):
    print("attempted", flush=True)
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass


def solve(a, b):
    threading.Lock().acquire() and threading.Semaphore(0).acquire()


def stats(x):
    select.select([], [], [])


def smooth(x):
    signal.pause()


def streak(x):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    time.sleep(1000)
