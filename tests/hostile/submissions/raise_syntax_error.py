"""Raises SyntaxError at run time with file, line and text of its choice (a free retry, a free read)."""
print("attempted")


def softmax(x):
    raise SyntaxError("our fault", ("@COURSE@/solutions/target/target.py", 5, 1, "leaked text", 5, 9))


def solve(a, b):
    raise IndentationError("x", ("/etc/passwd", 1, 1, None))


def stats(x):
    compile("def (", "@COURSE@/solutions/target/check.py", "exec")


def smooth(x):
    raise SyntaxError("m", ("target.py", -(10**30), 10**30, "\x1b[2J" * 1000))
