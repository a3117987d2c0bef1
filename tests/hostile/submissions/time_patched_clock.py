"""Stops every clock it can reach and then takes eight times as long as allowed in the race."""
import datetime
import os
import time

# include: honest

real = smooth
for name in ("time", "perf_counter", "process_time", "monotonic", "thread_time", "time_ns", "perf_counter_ns",
             "process_time_ns", "monotonic_ns", "clock_gettime"):
    setattr(time, name, lambda *args: 0)
os.times = lambda: (0, 0, 0, 0, 0)
datetime.datetime = None
print("attempted")


def smooth(x):
    for _ in range(16 if len(x) > 100 else 1):
        out = real(x)
    return out
