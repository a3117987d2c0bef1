"""Words without an option before them: to which option of `quiz` each belongs.

A date, a blueprint or a topic says by itself what it is; whoever typed it alone is told how it is
typed, not only that there is no place for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from basis.errors import GongbuError
from basis.places import cache_folder, content_root

_DATE = re.compile(r"\d{1,4}[-./년월]\s*\d.*|\d{8}", re.ASCII)


def option_for(word: str, options: Collection[str]) -> str | None:
    """The option that a word belongs to; None if that is not clear.

    Args:
        word: as it was typed.
        options: of the command.
    """
    for option, belongs in _BELONGS.items():
        if option in options and belongs(word):
            return option
    return None


def _is_date(word: str) -> bool:
    return _DATE.fullmatch(word) is not None


def _is_blueprint(word: str) -> bool:
    from quiz.exam.blueprints import blueprint_files, file_of

    folder = content_root("questions")
    return folder is not None and file_of(word) in blueprint_files(folder)


def _is_topic(word: str) -> bool:
    return word in _named("topics")


def _is_area(word: str) -> bool:
    return word in _named("areas")


def _is_kind(word: str) -> bool:
    from quiz.kinds.registry import KINDS

    return word in KINDS


def _named(what: str) -> Collection[str]:
    """The ids of the topics or areas of the course; none where it cannot be read."""
    from quiz.syllabus import Syllabus

    folder = content_root("questions")
    if folder is None:
        return ()
    try:
        syllabus = Syllabus.load(folder, cache_folder())
    except GongbuError:  # what is wrong with it is another matter
        return ()
    return syllabus.topics if what == "topics" else syllabus.areas


_BELONGS: Mapping[str, Callable[[str], bool]] = {
    "--exam-date": _is_date,
    "--blueprint": _is_blueprint,
    "--exam": _is_blueprint,
    "--topic": _is_topic,
    "--area": _is_area,
    "--kind": _is_kind,
    "--minutes-per-day": str.isdecimal,
    "--count": str.isdecimal,
}
