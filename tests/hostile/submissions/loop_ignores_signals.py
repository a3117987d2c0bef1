"""Loops for ever with all signals ignored, blocked and handled, and every exception caught."""
import signal


def softmax(*args):
    for number in range(1, 65):
        for action in (signal.SIG_IGN, lambda *args: None):
            try:
                signal.signal(number, action)
            except (OSError, ValueError):
                pass
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    except OSError:
        pass
    print("attempted", flush=True)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


solve = softmax
