"""Writes a whole reply itself, with the true nonce taken from the stack, before its function returns."""
# include: socket


def softmax(x):
    forge(b'["l","ok",true,["d"]]')
    return 5


def solve(a, b):
    forge(b'["l","err","not_written","NotImplementedError",["l"],"",["l"]]')


def stats(x):
    forge(b'["l","broken",null]')


def smooth(x):
    forge(b'["l","ok",["a","float64",[6]],["d"]]', bytes(48))


def streak(x):
    forge(b'["l","skipped"]')
