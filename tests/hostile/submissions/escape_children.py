"""Starts children in every way: fork, vfork, clone, clone3, posix_spawn, exec, subprocess, multiprocessing."""
import multiprocessing
import os
import subprocess

# include: tries
# include: syscalls


def fork():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return pid


tried("fork", fork)
tried("forkpty", lambda: os.forkpty())
tried("system", lambda: 1 / 0 if os.system("true") else "ran")
tried("popen", lambda: os.popen("echo ran").read() or 1 / 0)
tried("subprocess", subprocess.run, ["/bin/true"])
tried("shell", subprocess.check_output, "echo ran", shell=True)
tried("posix_spawn", os.posix_spawn, "/bin/true", ["true"], {})
tried("multiprocessing", lambda: multiprocessing.get_context("fork").Process(target=print).start())
tried("spawn", lambda: multiprocessing.get_context("spawn").Process(target=print).start())
tried("manager", multiprocessing.Manager)
for name in ("/bin/true", "/bin/sh", "/proc/self/exe", "/usr/bin/env"):
    tried("execv " + name, os.execv, name, [name])
refused("execveat", 322, -100, b"/bin/true", None, None, 0)
refused("clone3", 435, ctypes.create_string_buffer(88), 88)
refused("vfork by clone", 56, 0x4111, 0, 0, 0, 0)
refused("clone newuser", 56, 0x10000011, 0, 0, 0, 0)
print("attempted")


def softmax(x):
    return x * 0
