"""Replies with arrays whose shapes are negative, overflowing, of 10,000 axes, or do not match their bytes."""
# include: socket


def softmax(x):
    print("attempted")
    forge(b'["l","ok",["a","float64",[-1,-4]],["d"]]', bytes(32))


def solve(a, b):
    forge(b'["l","ok",["a","float64",[4611686018427387904,4]],["d"]]', bytes(32))


def stats(x):
    forge(b'["l","ok",["a","int8",[' + b"1," * 10_000 + b"1]],[" + b'"d"]]', bytes(1))


def smooth(x):
    forge(b'["l","ok",["a","float64",[6.0]],["d"]]', bytes(48))


def streak(x):
    forge(b'["l","ok",["a","float64",[1099511627776,1099511627776,0]],["d"]]')


class Counter:
    def __init__(self, start):
        forge(b'["l","ok",["a","bool",[true]],["d"]]', b"\x05")
