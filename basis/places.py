"""Where things are: the content beside the program, and the learner's data in their home."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from basis.errors import UsageError

#: Folder that holds the content in an installed wheel (docs/adr/0001).
INSTALLED = "gongbu_content"


#: Nothing can be kept below it, which is no fault of what can be computed again.
_NOWHERE = Path(os.devnull) / "gongbu"


def data_folder() -> Path:
    """Where the learner's data lives: GONGBU_DATA, else the user's data folder.

    Raises:
        UsageError: if that is in a home folder, the learner's or one that is named (~user), and
            nobody knows where that is.
    """
    if named := os.environ.get("GONGBU_DATA"):
        return _at_home(lambda: Path(named).expanduser(), Path(named))
    from platformdirs import user_data_path

    return _at_home(lambda: user_data_path("gongbu", appauthor=False))


def cache_folder() -> Path:
    """Where what can be computed again is kept: GONGBU_DATA/cache, else the user's cache folder.

    Without a home folder it is one in which nothing can be.
    """
    try:
        if os.environ.get("GONGBU_DATA"):
            return data_folder() / "cache"
        from platformdirs import user_cache_path

        return _at_home(lambda: user_cache_path("gongbu", appauthor=False))
    except UsageError:
        return _NOWHERE


def _at_home(find: Callable[[], Path], named: Path = Path("~")) -> Path:
    """A folder that may be in a home folder, which has to be known; `named` says in whose."""
    try:
        found = find()
    except RuntimeError:
        user = named.parts[0].removeprefix("~")
        raise (UsageError("no_home_of", user=user) if user else UsageError("no_home")) from None
    if found.parts[:1] == ("~",):  # as an older platformdirs leaves it
        raise UsageError("no_home")
    return found


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
