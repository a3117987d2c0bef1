"""Replies with an array of 2**40 empty rows: no bytes to send, a loop over it never ends."""
# include: socket


def softmax(x):
    print("attempted")
    forge(b'["l","ok",["a","float64",[1099511627776,0]],["d"]]')


def solve(a, b):
    forge(b'["l","ok",["a","float64",[4,1099511627776,0]],["d"]]')


def smooth(x):
    forge(b'["l","ok",["a","int8",[1099511627776,0,1]],["d"]]')
