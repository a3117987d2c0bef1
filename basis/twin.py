"""A second copy of a file of records: JSON objects, one a line, only ever added to.

Whatever happens to a database, a line that was written can be read by any program, and one that was
torn spoils nothing but itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

#: So much of the end is read to find the last line.
_TAIL = 1 << 16


class Twin:
    """A file of lines. Opening one touches nothing; the file is made by the first addition.

    Args:
        path: where it is or will be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def there(self) -> bool:
        """Whether anything was ever written to it."""
        try:
            return self.path.is_file() and self.path.stat().st_size > 0
        except OSError:
            return False

    def append(self, forms: Iterable[Mapping[str, Any]]) -> None:
        """Add lines; when this returns, they are on the disk.

        What an earlier program left torn is ended first, so that it spoils no line of ours.

        Raises:
            OSError: if they could not be written; some of them may have been.
        """
        lines = b"".join(map(_line, forms))
        if not lines:
            return
        new = not self.path.exists()
        with self.path.open("ab", buffering=0) as stream:
            if _is_torn(self.path):
                lines = b"\n" + lines
            _write(stream.fileno(), lines)
        if new:
            settle(self.path.parent)

    def replace(self, forms: Iterable[Mapping[str, Any]]) -> None:
        """Put a new file of these lines in its place, at once.

        Raises:
            OSError: if that fails; then the old one is there as it was.
        """
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            with draft.open("wb", buffering=0) as stream:
                _write(stream.fileno(), b"".join(map(_line, forms)))
            draft.replace(self.path)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        settle(self.path.parent)

    def last(self) -> dict[str, Any] | None:
        """The last line that can be read; None if there is none.

        Raises:
            OSError: if the file is there and cannot be read.
        """
        try:
            with self.path.open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                for start in (max(0, size - _TAIL), 0):  # a longer line, or much that is spoilt
                    stream.seek(start)
                    lines = stream.read().split(b"\n")
                    # Of the first one the beginning may be missing.
                    for line in reversed(lines[1 if start else 0 :]):
                        if (form := _form(line)) is not None:
                            return form
        except FileNotFoundError:
            pass
        return None

    def lines(self) -> Iterator[dict[str, Any] | None]:
        """All lines, in their order; None for one that cannot be read.

        Raises:
            OSError: if the file is there and cannot be read.
        """
        return (form for _, form in self.numbered())

    def numbered(self) -> Iterator[tuple[int, dict[str, Any] | None]]:
        """The same, each with its number, from 1, as an editor counts them.

        Raises:
            OSError: if the file is there and cannot be read.
        """
        try:
            with self.path.open("rb") as stream:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield number, _form(line)
        except FileNotFoundError:
            return


def settle(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _line(form: Mapping[str, Any]) -> bytes:
    # Escaped: one character of a text that is not UTF-8 must not cost the line.
    return json.dumps(form, separators=(",", ":")).encode("ascii") + b"\n"


def _form(line: bytes) -> dict[str, Any] | None:
    try:
        form = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return form if isinstance(form, dict) else None


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def _is_torn(path: Path) -> bool:
    with path.open("rb") as stream:
        if not stream.seek(0, os.SEEK_END):
            return False
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"
