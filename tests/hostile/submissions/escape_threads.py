"""Starts threads in every way: threading, _thread, executors, numpy's and BLAS' own pools, raw clone."""
import _thread
import concurrent.futures
import threading
import time

# include: tries


def spin():
    print("LEAK a thread runs")
    while True:
        time.sleep(0.01)


threading.excepthook = lambda *args: None
tried("threading", lambda: threading.Thread(target=spin, daemon=True).start())
tried("_thread", _thread.start_new_thread, spin, ())
tried("timer", lambda: threading.Timer(0.01, spin).start())
tried("executor", lambda: concurrent.futures.ThreadPoolExecutor().submit(spin).result(0.1))
print("attempted")


def softmax(x):
    return x * 0
