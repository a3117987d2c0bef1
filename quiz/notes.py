"""Where the notes stand on a learner's disk: GONGBU_NOTES names their folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quiz.question import Source

#: Lines that are shown of a passage; a longer one is cut.
MOST_LINES = 40

#: Nothing is shown of a file that is larger: it is no note.
_MOST_BYTES = 5_000_000

_SPAN = re.compile(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?")


@dataclass(frozen=True)
class Passage:
    """Some lines of a note.

    Attributes:
        path: the file of the note.
        lines: each with its number, from 1.
        more: how many further lines the source names.
    """

    path: Path
    lines: tuple[tuple[int, str], ...]
    more: int = 0


def notes_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """The folder with the notes, None where GONGBU_NOTES names none."""
    named = (os.environ if environment is None else environment).get("GONGBU_NOTES")
    return Path(named).expanduser() if named else None


def passage(source: Source, folder: Path) -> Passage | None:
    """The lines that a source names.

    Returns:
        None if the folder has no such note, it cannot be read, or it has no such lines.
    """
    path = _file(source.note, folder)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return None
    every = text.splitlines()
    wanted = [number for number in _numbers(source.lines, len(every)) if every[number - 1].strip()]
    if not wanted:
        return None
    shown = tuple((number, every[number - 1].rstrip()) for number in wanted[:MOST_LINES])
    return Passage(path, shown, len(wanted) - len(shown))


def _file(note: str, folder: Path) -> Path | None:
    """The file whose name begins with the note's number; a note never leads out of the folder."""
    if not note:
        return None
    name = re.compile(rf"{re.escape(note)}(?![0-9A-Za-z])")
    try:
        files = sorted(path for path in folder.iterdir() if name.match(path.name))
    except OSError:
        return None
    return next((path for path in files if path.is_file()), None)


def _numbers(lines: str, last: int) -> Iterator[int]:
    """Line numbers of "85-90" or "10-11, 30", without those that the file does not have."""
    for span in _SPAN.finditer(lines):
        first, end = int(span[1]), int(span[2] or span[1])
        yield from range(max(1, first), min(end, last) + 1)
