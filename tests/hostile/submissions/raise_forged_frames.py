"""Raises from code whose file name is the solution or /etc/passwd, so that a traceback shows their lines."""
print("attempted")


def raiser(filename, name="forged", line=1):
    source = "\n" * (line - 1) + "def f(*args):\n    raise ValueError('from forged frame')\n"
    space = {}
    exec(compile(source, filename, "exec"), space)
    code = space["f"].__code__.replace(co_name=name, co_qualname=name)
    space["f"].__code__ = code
    return space["f"]


softmax = raiser("@COURSE@/solutions/target/target.py", "[/bold]\x1b[31m", 4)
solve = raiser("/etc/passwd")
stats = raiser("target.py", "x" * 100_000, 100_000)
smooth = raiser("<\x1b]0;title\x07>")
streak = raiser("../../solutions/target/check.py", line=7)
