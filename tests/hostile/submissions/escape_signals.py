"""Signals the grader, the zygote, its siblings and everybody (first signal 0, to see whether it may)."""
import os
import signal

# include: tries
# include: syscalls

for pid in (os.getppid(), 1, 2, -1, 0, -os.getpid(), *range(1, 300, 7)):
    if pid == os.getpid():
        continue
    try:
        os.kill(pid, 0)
        print("LEAK may signal", pid)
    except OSError as error:
        if error.errno == 1:
            tried(f"kill {pid}", os.kill, pid, signal.SIGKILL)
tried("killpg", os.killpg, os.getppid(), 0)
refused("tgkill parent", 234, os.getppid(), os.getppid(), 0)
refused("tkill parent", 200, os.getppid(), 0)
refused("rt_sigqueueinfo", 129, os.getppid(), 0, ctypes.create_string_buffer(128))
refused("pidfd_open", 434, os.getppid(), 0)
refused("pidfd_send_signal", 424, 3, 0, None, 0)
refused("setpriority", 141, 0, os.getppid(), 19)
refused("sched_setscheduler", 144, os.getppid(), 0, ctypes.create_string_buffer(8))
refused("prlimit of parent", 302, os.getppid(), 0, None, ctypes.create_string_buffer(16))
refused("ioprio_set", 251, 1, os.getppid(), 0)
print("attempted")


def softmax(x):
    return x * 0
