"""Turns warnings into weapons: errors, forged file names whose lines would be shown, a hostile showwarning."""
import warnings

print("attempted")
warnings.warn_explicit("look", UserWarning, "@COURSE@/solutions/target/target.py", 5)
warnings.warn_explicit("\x1b[31m[bold]", UserWarning, "/etc/passwd", 1)


def showwarning(*args, **kwargs):
    raise SystemExit(0)


warnings.showwarning = warnings._showwarnmsg = showwarning
warnings.simplefilter("error")


def softmax(x):
    warnings.warn("stop here")
    return x * 0


def solve(a, b):
    return b / 0
