"""Answers every call with as many bytes as one reply may hold: kept for later, they would fill the grader."""

# include: socket

print("attempted", flush=True)
SIZE = 199_000_000


def reply(*args):
    # Written piece by piece, so that its own memory is never the limit.
    head = b'["l","ok",["a","int8",[%d]],["d"]]' % SIZE
    put(frame((nonces() or [bytes(16)])[0], head, payload_size=SIZE))
    chunk = bytes(1 << 20)
    left = SIZE
    while left:
        put(chunk[:left])
        left -= min(left, len(chunk))
    while True:
        pass


softmax = solve = stats = smooth = streak = Counter = reply
