"""Replies with duplicate keys, NaN, 1e999, ints of a million digits, trailing text, other encodings."""
# include: socket


def softmax(x):
    print("attempted")
    forge(b'["l","ok",["d",["a",NaN],["a",1e999],["a",-Infinity],["__class__",1]],["d",["changed",["l"]]]]')


def solve(a, b):
    forge(b'["l","ok",' + b"9" * 1_000_000 + b',["d"]]')


def stats(x):
    forge(b'{"ok":1,"ok":2}')


def smooth(x):
    forge(b'["l","ok",1.' + b"1" * 1_000_000 + b',["d"]]')


def streak(x):
    forge('["l","ok",5,["d"]] trailing'.encode("utf-16"))


class Counter:
    def __init__(self, start):
        forge(b'["l","ok",["H",' + b"1" * 4000 + b',"[bold]\\u001b[31m' + b"N" * 1000 + b'"],["d"]]')
