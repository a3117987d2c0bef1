"""Replies with dtypes that are objects, structures, text, memmap, unknown, or names to look up."""
# include: socket


def softmax(x):
    print("attempted")
    forge(b'["l","ok",["a","object",[4]],["d"]]', bytes(32))


def solve(a, b):
    forge(b'["l","ok",["g","memmap","2f6574632f706173737764"],["d"]]')


def stats(x):
    forge(b'["l","ok",["T","load",[1]],["d"]]', bytes(8))


def smooth(x):
    forge(b'["l","ok",["a","float64,float64",[3]],["d"]]', bytes(48))


def streak(x):
    forge(b'["l","ok",["S",1,"torch"],["d"]]')


class Counter:
    def __init__(self, start):
        forge(b'["l","ok",["a",["float64"],[1]],["d"]]', bytes(8))
