"""An honest answer that writes 500 MB straight to descriptors 1 and 2, past print."""
import os

# include: honest

real = softmax
CHUNK = b"y" * (1 << 20)
print("attempted")


def softmax(x):
    for _ in range(250):
        for fd in (1, 2):
            try:
                os.write(fd, CHUNK)
            except OSError:
                pass
    return real(x)
