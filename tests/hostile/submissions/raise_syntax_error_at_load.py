"""Raises SyntaxError while it is being loaded, so that the whole submission looks unreadable."""
print("attempted")
raise SyntaxError("this submission cannot be graded", ("@COURSE@/exercises/target/check.py", 3, 1, "x\x1b[31m"))
