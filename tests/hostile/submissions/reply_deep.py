"""Replies with JSON nested 500,000 deep, objects, and lists that never close."""
# include: socket


def softmax(x):
    print("attempted")
    forge(b"[" * 500_000 + b"]" * 500_000)


def solve(a, b):
    forge(b'["l",' * 200_000)


def stats(x):
    forge(b'{"a":' * 100_000 + b"1" + b"}" * 100_000)


def smooth(x):
    forge(b'["l","ok",' + b'["t",' * 17 + b"1" + b"]" * 17 + b',["d"]]')


def streak(x):
    forge(b'"' + b"\\ud800" * 170_000 + b'"')
