"""Raises exceptions with class names made of newlines, escapes, markup, bidi marks and a megabyte."""
print("attempted")
ODD = "x\n\x1b[31mFAKE PASSED\x1b[0m[bold red]13/13[/]\u202egnorw\u2066\x00\x07\x9b31m"


def softmax(x):
    raise type(ODD.replace("\x00", ""), (Exception,), {})(ODD)


def solve(a, b):
    raise type("N" * (1 << 20), (Exception,), {"__qualname__": "Q" * (1 << 20)})("short")


def stats(x):
    raise type("\u202e\u2067", (Exception,), {"__module__": ODD})("\ud800\udfff lone")


def smooth(x):
    error = ValueError(ODD)
    error.add_note(ODD * 100)
    raise error
