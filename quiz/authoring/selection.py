"""Which files and questions an author means: files, folders, topics, or ids of questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from quiz.bank.bank import Bank
from quiz.errors import UsageError
from quiz.exam.blueprints import blueprint_files
from quiz.syllabus import FILES, nearest

#: Told file and id of a question, whether it is meant.
Selection = Callable[[str, str], bool]


def bank_folder(paths: Iterable[str], otherwise: Path | None) -> Path | None:
    """The folder of banks that a file or folder belongs to: the one with a syllabus around it."""
    for path in map(Path, paths):
        if path.exists():
            around = (path.resolve(), *path.resolve().parents)
            found = next((folder for folder in around if (folder / FILES[1]).is_file()), None)
            if found is not None:
                return found
    return otherwise


def selection(bank: Bank, words: Iterable[str]) -> Selection | None:
    """What these words select; None where there are none, or they mean everything.

    Raises:
        UsageError: if a word is neither a file or folder of the course, nor a question.
    """
    wanted = list(words)
    if not wanted:
        return None
    files: set[str] = set()
    ids: set[str] = set()
    for word in wanted:
        if bank.find(word) or any(word == finding.question for finding in bank.findings):
            ids.add(word)
        elif unread := _unread(bank, word):
            files.update(unread)
        else:
            files.update(_files(bank, word))
    if not ids and files >= set(_all(bank)):
        return None
    return lambda file, id: file in files or id in ids


def _files(bank: Bank, word: str) -> set[str]:
    """The files that a path means, given from here or from the folder of the banks."""
    every = _all(bank)
    for path in (Path(word).resolve(), (bank.folder / word).resolve()):
        if not path.is_relative_to(bank.folder.resolve()):
            continue
        inside = path.relative_to(bank.folder.resolve()).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        found = {file for file in every if file == inside or file.startswith(prefix)}
        if found and path.exists():
            return found
    if called := {file for file in every if Path(file).stem == word}:
        return called
    known = [*every, *(entry.id for entry in bank.entries)]
    near = nearest(word, known)
    raise UsageError("check_nothing" if near else "check_nothing_at_all", path=word, near=near)


def _unread(bank: Bank, id: str) -> set[str]:
    """Files that name a question and cannot be read, as while their author is typing."""
    named = re.compile(rf"""^[-\s]*id\s*:\s*(["']?){re.escape(id)}\1\s*(?:$|\#)""", re.MULTILINE)
    return {
        finding.file
        for finding in bank.findings
        if not finding.question and named.search(_content(bank.folder / finding.file))
    }


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _all(bank: Bank) -> tuple[str, ...]:
    """Every file that can be checked: banks, and blueprints of exams."""
    return (*bank.files, *blueprint_files(bank.folder))
