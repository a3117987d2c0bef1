"""Kills, stops and traps itself by signals."""
import os
import signal


def softmax(x):
    print("attempted", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def solve(a, b):
    signal.raise_signal(signal.SIGKILL)


def stats(x):
    signal.raise_signal(signal.SIGSTOP)


def smooth(x):
    signal.raise_signal(signal.SIGSYS)


def streak(x):
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.raise_signal(signal.SIGXCPU)
