"""Claims heads of 4 GB and payloads of 2**63 bytes, and sends what it can of them."""
# include: socket


def nonce():
    return (nonces() or [bytes(16)])[0]


def softmax(x):
    print("attempted")
    put(frame(nonce(), b"[", head_size=0xFFFFFFFF))


def solve(a, b):
    put(frame(nonce(), b'["l","ok",["a","float64",[1250000000]],["d"]]', payload_size=10_000_000_000))


def stats(x):
    put(frame(nonce(), b'["l","ok",null,["d"]]', payload_size=(1 << 63)))


def smooth(x):
    put(frame(nonce(), b'["l","ok",["a","float64",[25000000]],["d"]]', payload_size=200_000_000))
    while True:
        put(bytes(1 << 20))


def streak(x):
    put(frame(nonce(), b"[" + b"1," * 400_000 + b"1]"))


class Counter:
    def __init__(self, start):
        put(frame(nonce(), b'["l","ok",["l",' + b'["a","float64",[3000000]],' * 7 + b'1],["d"]]', payload_size=168_000_000))
