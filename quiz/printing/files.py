"""Where papers go: two files side by side, which take the place of others only when told to."""

from __future__ import annotations

from pathlib import Path

from quiz.errors import UsageError


def write_both(file: Path, paper: str, key: str, force: bool = False) -> Path:
    """Write a paper, and its key beside it.

    Args:
        file: of the paper.
        paper: what it says.
        key: what its key says.
        force: whether they may take the place of files that are there.

    Returns:
        the file of the key.

    Raises:
        UsageError: if a file is there already, or cannot be written. Then there is no new one.
    """
    other = file.with_name(f"{file.stem}-key{file.suffix}")
    for path in (file, other):
        if path.exists() and not force:
            raise UsageError("print_exists", file=str(path))
    written: list[Path] = []
    for path, text in ((file, paper), (other, key)):
        try:
            with path.open("w" if force else "x", encoding="utf-8") as stream:
                written.append(path)
                stream.write(text)
        except OSError as error:
            if not force:  # what was there before is not ours to take away
                for half in written:
                    half.unlink(missing_ok=True)
            reason = error.strerror or str(error)
            raise UsageError("print_unwritable", file=str(path), reason=reason) from error
    return other
