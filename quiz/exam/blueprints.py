"""The blueprints of a course: `exam-<id>.yaml` beside its syllabus, read or taken from the cache.

A warm start parses and validates nothing, as with banks. A faulty blueprint does not stand in the
way of another one: it is told when it is asked for, and by `quiz check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from basis.texts import Text
from quiz.bank.cache import Cache, Kept
from quiz.bank.digest import digest
from quiz.bank.forms import finding_form, finding_of
from quiz.errors import ContentError, UsageError
from quiz.exam.blueprint import Blueprint
from quiz.finding import Finding
from quiz.syllabus import FILES, Syllabus, nearest

_PREFIX, _SUFFIX = "exam-", ".yaml"


class Blueprints(Mapping[str, Blueprint]):
    """Blueprints by id, without the faulty ones.

    Attributes:
        folder: where their files are.
        findings: everything that is wrong with the others.
    """

    def __init__(
        self, folder: Path, blueprints: Mapping[str, Blueprint], findings: tuple[Finding, ...] = ()
    ) -> None:
        self.folder = folder
        self.findings = findings
        self._blueprints = blueprints

    def __getitem__(self, id: str) -> Blueprint:
        return self._blueprints[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._blueprints)

    def __len__(self) -> int:
        return len(self._blueprints)


def blueprint_files(folder: Path) -> tuple[str, ...]:
    """The names of the files that hold blueprints."""
    return tuple(sorted(path.name for path in folder.glob(f"{_PREFIX}?*{_SUFFIX}")))


def load_blueprints(folder: Path, cache: Path | None = None) -> Blueprints:
    """Read the blueprints of a course.

    Args:
        folder: holds them, beside the syllabus.
        cache: folder for what has been read before; None for no cache.

    Raises:
        YamlFault, ContentError: if the syllabus, whose areas they name, cannot be used.
    """
    shelf = Cache(cache, f"exams:{folder.resolve()}")
    kept, new = shelf.heads(), []
    course = _content(folder / FILES[0])
    files = blueprint_files(folder)
    found: dict[str, Any] = {}
    for file in files:
        now = digest(course, file.encode(), _content(folder / file))
        before, head = kept.get(file, ("", ""))
        if before != now:
            head = _head(folder, cache, file)
            new.append(Kept(file, now, head))
        found[file] = json.loads(head)
    if new or kept.keys() - set(files):
        shelf.keep(new, files)
    findings = [finding_of(form, file) for file, (_, forms) in found.items() for form in forms]
    return Blueprints(
        folder,
        {_id(file): _blueprint(_id(file), form) for file, (form, _) in found.items() if form},
        tuple(sorted(findings)),
    )


def find(blueprints: Blueprints, name: str) -> Blueprint:
    """The blueprint of this name.

    Raises:
        UsageError: if there is none.
        ContentError: at the first fault of its file.
    """
    if name in blueprints:
        return blueprints[name]
    for finding in blueprints.findings:
        if _id(finding.file) == name:
            path = blueprints.folder / finding.file
            raise ContentError(finding.key, path, finding.line, finding.column, **finding.fields)
    near = nearest(name, blueprints)
    known = list(blueprints)
    if not known:
        raise UsageError("exam_no_blueprints", folder=str(blueprints.folder))
    key = "exam_no_blueprint_near" if near else "exam_no_blueprint"
    raise UsageError(key, name=name, near=near, known=known)


def _head(folder: Path, cache: Path | None, file: str) -> str:
    """What is kept of a file: what it says, and what is wrong with it."""
    from quiz.bank.exams import read_blueprint

    form, findings = read_blueprint(folder / file, list(Syllabus.load(folder, cache).areas))
    return json.dumps([form, [finding_form(each) for each in findings]], ensure_ascii=False)


def file_of(id: str) -> str:
    """The file of a blueprint."""
    return f"{_PREFIX}{id}{_SUFFIX}"


def _id(file: str) -> str:
    return file.removeprefix(_PREFIX).removesuffix(_SUFFIX)


def _content(file: Path) -> bytes:
    """What is in a file; nothing if it cannot be read, which reading it will report."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _blueprint(id: str, form: Mapping[str, Any]) -> Blueprint:
    return Blueprint(
        id=id,
        title=Text(**form["title"]),
        count=form["count"],
        minutes=form["minutes"],
        areas=form["areas"],
        kinds=form["kinds"],
        difficulties={int(name): share for name, share in form["difficulties"].items()},
        points=form["points"],
    )
