"""The learner's folder: ./practice with one file an exercise, its statement, and hint progress.

What a learner wrote is never overwritten: `start` only makes files that are not there, and
`reset` keeps the old file under a number first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course, Exercise
from grader.errors import UsageError

#: Name of the folder that `grade start` makes where it is run.
FOLDER = "practice"

_NOTES = ".gongbu.json"


@dataclass(frozen=True)
class Started:
    """What `start` found or made.

    Attributes:
        path: the file to edit (of several, the main one).
        statement: the task beside it.
        new: whether the file was made now.
        kept_notes: whether the statement was left alone, as it was edited.
    """

    path: Path
    statement: Path
    new: bool
    kept_notes: bool = False


class Workspace:
    """One practice folder.

    Args:
        folder: where the files are or will be.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def here(cls) -> Workspace:
        """The practice folder of the current folder, which may be the practice folder itself."""
        here = Path.cwd()
        inside = here.name == FOLDER and (here / _NOTES).is_file()
        return cls(Path() if inside else Path(FOLDER))

    def file(self, exercise: Exercise) -> Path:
        """Where the learner's main file of an exercise belongs, whether or not it is there."""
        return self._home(exercise) / exercise.files[0]

    def submission(self, exercise: Exercise) -> Path | None:
        """What the learner has of an exercise (their file, or a notebook), None if nothing."""
        path = self.file(exercise)
        notebook = path.with_suffix(".ipynb")
        return next((p for p in (path, notebook) if os.path.lexists(p)), None)

    def started(self, course: Course) -> tuple[str, ...]:
        """The exercises of which there is something here, in the course's order."""
        if not self.folder.is_dir():
            return ()
        slugs = course.slugs()
        return tuple(s for s in slugs if self.submission(course.exercise(s)) is not None)

    def start(self, exercise: Exercise, lang: str) -> Started:
        """Make the learner's file from the stub, and the statement beside it.

        Raises:
            UsageError: if the folder cannot be written.
        """
        had = self.submission(exercise)
        with _writing(self.folder):
            self._home(exercise).mkdir(parents=True, exist_ok=True)
            if had is None:
                for name in exercise.files:
                    _make(self._home(exercise) / name, (exercise.folder / name).read_bytes())
            if not (self.folder / _NOTES).exists():
                self._write_notes({})
            statement, kept = self._write_statement(exercise, lang)
        return Started(had or self.file(exercise), statement, had is None, kept)

    def reset(self, exercise: Exercise) -> tuple[Path, ...]:
        """Lay the stub anew and start the hints over.

        Returns:
            where the learner's old files are kept now.

        Raises:
            UsageError: if there is nothing to reset, or the folder cannot be written.
        """
        had = self.submission(exercise)
        if had is None:
            raise UsageError("not_started", slug=exercise.slug)
        kept = [had] if had.suffix == ".ipynb" else []  # not read while there is a .py file
        with _writing(self.folder):
            for name in exercise.files:
                path = self._home(exercise) / name
                if os.path.lexists(path):
                    kept.append(_keep(path))
                _replace(path, (exercise.folder / name).read_bytes())
            self._write_notes(self._notes() | {exercise.slug: 0})
        return tuple(kept)

    def hints_shown(self, slug: str) -> int:
        """How many of an exercise's hints were shown so far."""
        return self._notes().get(slug, 0)

    def count_hint(self, slug: str) -> None:
        """Remember that one more hint of an exercise was shown.

        Raises:
            UsageError: if the folder cannot be written.
        """
        with _writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write_notes(self._notes() | {slug: self.hints_shown(slug) + 1})

    def _home(self, exercise: Exercise) -> Path:
        # Several files keep to a folder of their own, so that exercises cannot collide.
        return self.folder if len(exercise.files) == 1 else self.folder / exercise.slug

    def _write_statement(self, exercise: Exercise, lang: str) -> tuple[Path, bool]:
        path = self.folder / f"{exercise.slug}.md"
        ours = {exercise.statement(each).read_bytes() for each in ("ko", "en")}
        if path.exists() and path.read_bytes() not in ours:
            return path, True  # the learner's notes may stand in it
        _replace(path, exercise.statement(lang).read_bytes())
        return path, False

    def _notes(self) -> dict[str, int]:
        try:
            found = json.loads((self.folder / _NOTES).read_text(encoding="utf-8"))["hints"]
            return {str(slug): max(0, int(count)) for slug, count in found.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # lost hint progress costs nothing but a hint shown again

    def _write_notes(self, hints: dict[str, int]) -> None:
        text = json.dumps({"gongbu": 1, "hints": hints}, ensure_ascii=False, indent=1)
        _replace(self.folder / _NOTES, text.encode() + b"\n")


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Turn a failure to write into an error that says where."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError("workspace_unwritable", path=str(folder), reason=reason) from None


def _make(path: Path, content: bytes) -> None:
    with suppress(FileExistsError), path.open("xb") as file:
        file.write(content)


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    beside.write_bytes(content)
    os.replace(beside, path)


def _keep(path: Path) -> Path:
    """Copy a file to the first free number beside it: attention.1.py, attention.2.py ..."""
    content = path.read_bytes()
    for n in range(1, 10_000):
        backup = path.with_name(f"{path.stem}.{n}{path.suffix}")
        with suppress(FileExistsError), backup.open("xb") as file:
            file.write(content)
            return backup
    raise UsageError("workspace_full", path=str(path))
