"""Framed messages to and from a worker, under one deadline and within fixed sizes.

The other end belongs to a learner's code, which may answer early, twice, never, a byte at a
time, or with ten gigabytes. So the socket never blocks, every wait ends at the deadline's next
possible moment, and nothing is allocated before its size has been checked.
"""

from __future__ import annotations

import math
import secrets
import select
import socket
from collections.abc import Sequence

from grader import wire
from grader.clock import Deadline

_BUFFER_BYTES = 4 << 20
_MOST_BUFFERS = 256  # of one sendmsg; the system's limit is 1,024


class Closed(Exception):
    """The other end is closed, most likely because the process has ended."""


class Request:
    """A message laid out for sending, with a nonce that only its reply can repeat.

    Attributes:
        nonce: 16 random bytes.
        buffers: of the frame.
        size: bytes in all.

    Raises:
        WireError: if the message cannot be sent.
    """

    def __init__(self, message: wire.Value) -> None:
        self.nonce = secrets.token_bytes(wire.NONCE_BYTES)
        self.buffers = wire.pack(self.nonce, message)
        self.size = sum(len(buffer) for buffer in self.buffers)


class Channel:
    """One end of a stream socket to a worker."""

    def __init__(self, link: socket.socket) -> None:
        link.setblocking(False)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)
        self._link = link
        self._poll_in = select.poll()
        self._poll_in.register(link, select.POLLIN)
        self._poll_out = select.poll()
        self._poll_out.register(link, select.POLLOUT)

    def close(self) -> None:
        """Close our end."""
        self._link.close()

    def exchange(
        self, request: Request, deadline: Deadline, most_bytes: int
    ) -> tuple[wire.Value, int]:
        """Send a request and receive its reply.

        Args:
            request: what to send.
            deadline: for both ways together.
            most_bytes: of arrays in the reply.

        Returns:
            The reply and its size in bytes.

        Raises:
            Closed, Expired: as they say.
            WireError: if there were bytes before the request, or the reply is not a frame that
                answers this very request.
        """
        self.check_silent()
        self._send(request.buffers, deadline)
        return self.receive(request.nonce, deadline, most_bytes)

    def check_silent(self) -> None:
        """See that nothing was sent unasked for.

        Raises:
            Closed: if the other end is closed.
            WireError: if bytes are waiting: a reply that came before its request was guessed.
        """
        try:
            waiting = self._link.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            raise Closed from None
        if not waiting:
            raise Closed
        raise wire.WireError("bytes before the request")

    def receive(self, nonce: bytes, deadline: Deadline, most_bytes: int) -> tuple[wire.Value, int]:
        """Receive one frame; return its value and its size in bytes. Raises as `exchange`."""
        prefix = bytearray(wire.FRAME.size)
        self._fill(memoryview(prefix), deadline)
        echoed, head_bytes, payload = wire.open_frame(
            bytes(prefix), wire.MAX_REPLY_HEAD, most_bytes
        )
        if echoed != nonce:
            raise wire.WireError("not an answer to this request")
        head = bytearray(head_bytes)
        self._fill(memoryview(head), deadline)
        incoming = wire.open_head(bytes(head), payload)
        for buffer in incoming.buffers:
            self._fill(buffer, deadline)
        return incoming.finish(), wire.FRAME.size + head_bytes + payload

    def _send(self, buffers: Sequence[wire.Buffer], deadline: Deadline) -> None:
        left = [memoryview(buffer) for buffer in buffers if len(buffer)]
        while left:
            try:
                sent = self._link.sendmsg(left[:_MOST_BUFFERS])
            except BlockingIOError:
                _wait(self._poll_out, deadline)
                continue
            except OSError:
                raise Closed from None
            while left and sent >= left[0].nbytes:
                sent -= left.pop(0).nbytes
            if sent:
                left[0] = left[0][sent:]

    def _fill(self, space: memoryview, deadline: Deadline) -> None:
        while space.nbytes:
            try:
                got = self._link.recv_into(space)
            except BlockingIOError:
                _wait(self._poll_in, deadline)
                continue
            except OSError:
                raise Closed from None
            if not got:
                raise Closed
            space = space[got:]


def _wait(poll: select.poll, deadline: Deadline) -> None:
    """Wait until the socket is ready; raises Expired if it is not before the deadline.

    What is ready is taken even if the deadline has passed meanwhile: it may be our own process
    that was kept waiting.
    """
    if poll.poll(0):
        deadline.check_wall()
        return
    while not poll.poll(math.ceil(deadline.patience() * 1000)):
        pass
