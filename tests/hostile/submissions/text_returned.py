"""Returns strings that break whoever prints them: a megabyte, surrogates, markup, format fields, paths."""
print("attempted")


def softmax(x):
    return "\x1b[31m[bold][/red]\u202e\ud800\x00{0.__class__}%s${HOME}" * 100


def solve(a, b):
    return ["\ud83d"] * 1000


def stats(x):
    return "\x00" * 500_000, "[" * 200_000


def smooth(x):
    return {"\x1b[31m\u202e\ud800[bold]": 1, "x\n" * 1000: 2}
