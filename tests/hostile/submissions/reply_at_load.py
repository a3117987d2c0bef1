"""Writes forged replies while it is being loaded, before any call was made."""
# include: socket

forge(b'["l","ok",null]')
forge(b'["l","ok",0.25,["d"]]')


def softmax(x):
    return x * 0
