"""The worker's end of the socket: frames in, frames out, by plain reads and writes.

Only read, readv and write are used, which the system-call filter allows on any descriptor; the
socket calls themselves stay forbidden.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from grader import wire


class Link:
    """One end of a stream socket, by descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def receive(self, revive: Callable[[wire.Seeded | wire.Handle], Any]) -> tuple[bytes, Any]:
        """Wait for a request; return its nonce and its decoded value.

        Ends the process quietly when the grader has closed its end.

        Raises:
            WireError: if the request is malformed, after all of its bytes have been taken.
        """
        prefix = self._read(wire.FRAME.size)
        nonce, head, payload = wire.open_frame(prefix, wire.MAX_REQUEST_HEAD, wire.MAX_PAYLOAD)
        incoming = wire.open_head(bytes(self._read(head)), payload, revive)
        for buffer in incoming.buffers:
            self._fill(buffer)
        return nonce, incoming.finish()

    def send(self, buffers: list[wire.Buffer]) -> None:
        """Write the buffers of one frame."""
        for buffer in buffers:
            left = memoryview(buffer)
            while left.nbytes:
                left = left[os.write(self._descriptor, left) :]

    def _read(self, size: int) -> bytearray:
        space = bytearray(size)
        self._fill(memoryview(space))
        return space

    def _fill(self, space: memoryview) -> None:
        while space.nbytes:
            got = os.readv(self._descriptor, [space])
            if got == 0:
                os._exit(0)
            space = space[got:]
