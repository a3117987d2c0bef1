"""The questions that a learner asks for by topic, area and kind. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from basis.texts import Text
from quiz.errors import UsageError
from quiz.kinds.registry import KINDS
from quiz.syllabus import Syllabus


class Placed(Protocol):
    """What is chosen by."""

    @property
    def topic(self) -> str:
        """Its topic in the syllabus."""

    @property
    def area(self) -> str:
        """The area of that topic."""

    @property
    def kind(self) -> str:
        """How it is answered."""


AnyPlaced = TypeVar("AnyPlaced", bound=Placed)


@dataclass(frozen=True)
class Wish:
    """What the learner asks for: questions of any of the topics or areas, and of any of the kinds.

    Topics and areas are named by id or by title. Nothing named means everything.
    """

    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def chosen(entries: Iterable[AnyPlaced], syllabus: Syllabus, wish: Wish) -> list[AnyPlaced]:
    """The entries that are asked for.

    Raises:
        UsageError: if a name is unknown, or nothing is left.
    """
    topics = {_id("topic", name, _titles(syllabus.topics)) for name in wish.topics}
    areas = {_id("area", name, _titles(syllabus.areas)) for name in wish.areas}
    kinds = {_id("kind", name, {kind: () for kind in KINDS}) for name in wish.kinds}
    placed = [
        entry
        for entry in entries
        if not (topics or areas) or entry.topic in topics or entry.area in areas
    ]
    found = [entry for entry in placed if not kinds or entry.kind in kinds]
    if found:
        return found
    if placed:
        there = sorted({entry.kind for entry in placed}, key=list(KINDS).index)
        raise UsageError("nothing_of_kind", kinds=sorted(kinds), there=there)
    if wish.topics or wish.areas:
        raise UsageError("nothing_there", places=[*wish.topics, *wish.areas])
    raise UsageError("nothing_at_all")


def _titles(named: Mapping[str, _Titled]) -> dict[str, Sequence[str]]:
    return {id: (thing.title.ko, thing.title.en) for id, thing in named.items()}


class _Titled(Protocol):
    @property
    def title(self) -> Text: ...


def _id(what: str, name: str, known: Mapping[str, Sequence[str]]) -> str:
    """The id of what is named by its id or by one of its titles."""
    if name in known:
        return name
    from quiz.folding import fold

    wanted = fold(name)
    titled = [id for id, titles in known.items() if wanted in {fold(t) for t in (id, *titles)}]
    if len(titled) == 1:
        return titled[0]
    near = ", ".join(titled or _near(name, wanted, known))
    raise UsageError(f"no_{what}_near" if near else f"no_{what}", name=name[:60], near=near)


def _near(name: str, wanted: str, known: Mapping[str, Sequence[str]], most: int = 4) -> list[str]:
    """Ids that contain the name, in id or title, or else are spelled like it."""
    from quiz.folding import fold

    holding = [
        id
        for id, titles in known.items()
        if wanted and any(wanted in fold(text) for text in (id, *titles))
    ]
    return holding[:most] or _spelled(name, known, most)


def _spelled(name: str, known: Collection[str], most: int) -> list[str]:
    import difflib

    return difflib.get_close_matches(name[:60].lower().replace("_", "-"), known, most, 0.5)
