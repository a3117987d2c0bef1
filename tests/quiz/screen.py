"""A pseudo-terminal with a command of `quiz` in it, for tests that sit before one."""

import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

#: Follows a program that defines `quiz`: runs it as a job that its parent lets go on when it has
#: stopped, as a shell does.
STOPS = """
import os, signal, termios
reads = quiz

def quiz():
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    job = os.fork()
    if not job:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        reads()
        return
    _, status = os.waitpid(job, os.WUNTRACED)
    while os.WIFSTOPPED(status):
        own = bool(termios.tcgetattr(0)[3] & termios.ICANON)
        print("stopped, lines are", "the terminal's" if own else "the editor's", flush=True)
        os.kill(job, signal.SIGCONT)
        _, status = os.waitpid(job, os.WUNTRACED)
"""

ROOT = Path(__file__).resolve().parents[2]
#: Passes only where something never happens; how long it takes decides no test.
PATIENCE_S = 300.0
#: After so long a key was eaten: a program that is slow must not get it twice.
_EATEN_S = 20.0


def _take_terminal():
    """Own the terminal, so that Ctrl-C reaches the program, and hear it: a shell that starts the
    tests in the background has them ignore it, and programs inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Screen:
    """A pseudo-terminal with a command of `quiz` in it, in English."""

    def __init__(self, *words, **env):
        self._end, end = pty.openpty()
        command = [sys.executable, "-c", "import cli; cli.quiz()", *words, "--lang", "en"]
        path = os.pathsep.join(filter(None, [str(ROOT), *sys.path]))
        environment = os.environ | {"PYTHONPATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8"} | env
        self.program = subprocess.Popen(
            command,
            env=environment,
            stdin=end,
            stdout=end,
            stderr=end,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(end)
        self.seen = ""
        # A letter may come in two pieces.
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.program.kill()
        self.program.wait()
        os.close(self._end)

    def until(self, text, patience_s=PATIENCE_S):
        """What came up to a text, without the terminal's own sequences."""
        limit = time.monotonic() + patience_s
        while text not in self.seen:
            assert time.monotonic() < limit, self.seen
            if select.select([self._end], [], [], 0.1)[0]:
                try:
                    came = os.read(self._end, 65536)
                except OSError:  # the program has ended
                    came = b""
                assert came, f"ended before {text!r}:\n{self.seen}"
                self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\r", "", self._decode(came))
        said, _, self.seen = self.seen.partition(text)
        return said + text

    def type(self, text):
        os.write(self._end, text.encode())

    def press(self, key, text):
        """Press a control key once readline listens, and again if it was eaten all the same."""
        for _ in range(10):
            self._listens()
            self.type(key)
            with contextlib.suppress(AssertionError):
                return self.until(text, patience_s=_EATEN_S)
        return self.until(text)

    def _listens(self):
        """Wait for readline, which has the terminal give it every key by itself."""
        limit = time.monotonic() + _EATEN_S
        while termios.tcgetattr(self._end)[3] & termios.ICANON and time.monotonic() < limit:
            time.sleep(0.01)

    def ended(self):
        """The exit code, with the rest of the output read."""
        limit = time.monotonic() + PATIENCE_S
        while self.program.poll() is None:
            assert time.monotonic() < limit
            if select.select([self._end], [], [], 0.05)[0]:
                try:
                    self.seen += self._decode(os.read(self._end, 65536))
                except OSError:
                    break
        return self.program.wait(timeout=PATIENCE_S)
