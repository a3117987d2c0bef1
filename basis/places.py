"""Where things are: the content beside the program, and the learner's data in their home."""

from __future__ import annotations

import os
from pathlib import Path

#: Folder that holds the content in an installed wheel (docs/adr/0001).
INSTALLED = "gongbu_content"


def data_folder() -> Path:
    """Where the learner's data lives: GONGBU_DATA, else the user's data folder."""
    if named := _named_data():
        return named
    from platformdirs import user_data_path

    return user_data_path("gongbu", appauthor=False)


def cache_folder() -> Path:
    """Where what can be computed again is kept: GONGBU_DATA/cache, else the user's cache folder."""
    if named := _named_data():
        return named / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("gongbu", appauthor=False)


def _named_data() -> Path | None:
    named = os.environ.get("GONGBU_DATA")
    return Path(named).expanduser() if named else None


def course_folder() -> Path:
    """Where content is looked for first: GONGBU_COURSE, else the folder of the program."""
    named = os.environ.get("GONGBU_COURSE")
    return Path(named) if named else Path(__file__).resolve().parent.parent


def content_root(name: str) -> Path | None:
    """One kind of content: in the course that is named, the checkout, or the wheel.

    Args:
        name: "exercises", "solutions" or "questions".

    Returns:
        its folder, resolved; None if this installation has none.
    """
    first = course_folder()
    places = (first,) if os.environ.get("GONGBU_COURSE") else (first, first / INSTALLED)
    return next((place.resolve() / name for place in places if (place / name).is_dir()), None)
