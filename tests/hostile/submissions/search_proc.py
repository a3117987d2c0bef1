"""Reads /proc of itself, its parent and everybody: environment, arguments, maps, memory, descriptors."""
import os

# include: tries

for who in ("self", "thread-self", "1", "2", "3", str(os.getppid()), str(os.getpid())):
    for what in ("environ", "cmdline", "maps", "mem", "stat", "status", "fd", "fd/3", "cwd", "root", "exe", "task",
                 "net/tcp", "stack", "syscall", "mountinfo", "oom_score_adj"):
        path = f"/proc/{who}/{what}"
        tried(path, open, path, "rb")
        tried(path, os.listdir, path)
for path in ("/proc", "/proc/sys/kernel", "/sys", "/proc/kcore", "/proc/cpuinfo", "/proc/mounts"):
    tried(path, os.listdir, path)
    tried(path, open, path)
print("attempted")


def softmax(x):
    return x * 0
