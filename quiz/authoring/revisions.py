"""Banks as they were: in another folder, or in an earlier revision of the repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from quiz.bank.bank import Bank
from quiz.errors import UsageError


@contextmanager
def banks_as_they_were(old: str, folder: Path, cache: Path | None = None) -> Iterator[Bank]:
    """The banks of a folder, or those of our folder in a revision that git knows.

    Args:
        old: a folder with banks, or a revision.
        folder: where the banks are now.
        cache: for what has been read before; a revision is read anew.

    Raises:
        UsageError: if it is neither.
        YamlFault, ContentError: if its syllabus cannot be used.
    """
    if Path(old).is_dir():
        yield Bank.open(Path(old), cache)
        return
    packed = _packed(old, folder)
    with tempfile.TemporaryDirectory() as made:
        _unpack(packed, Path(made))
        yield Bank.open(Path(made))


def _packed(revision: str, folder: Path) -> bytes:
    """Our folder in a revision, as an archive."""
    if revision.startswith("-"):  # git would take it for an option
        raise UsageError("diff_no_old", old=revision)
    command = ["git", "-C", str(folder), "archive", "--format=tar", revision]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise UsageError("diff_no_old", old=revision) from None


def _unpack(packed: bytes, folder: Path) -> None:
    """Write the YAML files of an archive; nothing else of it, and nothing outside of the folder."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            source = archive.extractfile(member) if path.suffix == ".yaml" else None
            if source is None or path.is_absolute() or ".." in path.parts:
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read())
