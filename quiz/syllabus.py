"""The map of the course: its areas, topics and concepts, and what the notes get wrong.

Read from `areas.yaml`, `syllabus.yaml` and `errata.yaml` beside the banks (quiz/bank/course.py), or
from the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from basis.texts import Text
from quiz.bank.cache import Cache, Kept
from quiz.bank.digest import digest
from quiz.question import Question, Source

FILES = ("areas.yaml", "syllabus.yaml", "errata.yaml")


@dataclass(frozen=True)
class Area:
    """A part of the course; the folder of its banks bears its id."""

    id: str
    title: Text


@dataclass(frozen=True)
class Topic:
    """What one bank is about.

    Attributes:
        sources: where the notes teach it.
        concepts: ids of its concepts, in their order.
        requires: ids of the topics without which it cannot be understood; only the direct ones.
    """

    id: str
    title: Text
    area: str
    sources: tuple[Source, ...]
    concepts: tuple[str, ...]
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concept:
    """One thing to know: the unit of memory.

    Attributes:
        text: the fact, in English.
        erratum: the statement of the notes that gets it wrong, "" if none does.
    """

    id: str
    topic: str
    text: str
    erratum: str = ""


@dataclass(frozen=True)
class Erratum:
    """A statement of the notes that is wrong.

    Attributes:
        severity: "wrong", "misleading" or "imprecise".
        claim: what the notes say.
        correct: what holds instead.
        why, reference: in English.
    """

    id: str
    source: Source
    severity: str
    claim: Text
    correct: Text
    why: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Syllabus:
    """The course.

    Attributes:
        areas, topics, concepts, errata: by id, in the order of their files.
        digest: changes when a file does.
    """

    areas: Mapping[str, Area]
    topics: Mapping[str, Topic]
    concepts: Mapping[str, Concept]
    errata: Mapping[str, Erratum]
    digest: str = ""

    @classmethod
    def load(cls, folder: Path, cache: Path | None = None) -> Syllabus:
        """Read the course of a folder of banks.

        Args:
            folder: where its three files are.
            cache: folder for what has been read before; None for no cache.

        Raises:
            YamlFault: if a file is missing or no YAML.
            ContentError: at its first other fault.
        """
        shelf = Cache(cache, f"course:{folder.resolve()}")
        now = digest(*(_content(folder / file) for file in FILES))
        kept, form = shelf.heads().get("course", ("", ""))
        if kept != now:
            from quiz.bank.course import read_course

            form = json.dumps(read_course(folder), ensure_ascii=False)
            shelf.keep([Kept("course", now, form)], {"course"})
        return _syllabus(json.loads(form), now)

    @cached_property
    def notes(self) -> frozenset[str]:
        """The notes that teach anything, such as "001"."""
        return frozenset(source.note for topic in self.topics.values() for source in topic.sources)

    def sources(self, question: Question) -> tuple[Source, ...]:
        """Where a question's subject is taught: what it says itself, filled up by its topic."""
        own, taught = question.source or Source(), self.topics[question.topic].sources
        if not (own.note or own.section or own.lines):
            return tuple(replace(source, reference=own.reference) for source in taught)
        same = [source for source in taught if own.note in ("", source.note)]
        base = same[0] if same else Source()
        merged = Source(
            note=own.note or base.note,
            section=own.section or base.section,
            lines=own.lines or base.lines,
            reference=own.reference,
        )
        return (merged,)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, "" if none is near."""
    import difflib

    close = difflib.get_close_matches(word[:60].lower().replace("_", "-"), list(known), 1)
    return close[0] if close else ""


def _content(file: Path) -> bytes:
    """What is in a file; nothing if it is missing, which reading it will report."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _syllabus(form: Mapping[str, Any], now: str) -> Syllabus:
    return Syllabus(
        areas={area["id"]: Area(area["id"], Text(**area["title"])) for area in form["areas"]},
        topics={topic["id"]: _topic(topic) for topic in form["topics"]},
        concepts={
            concept["id"]: Concept(
                concept["id"], topic["id"], concept["text"], concept["erratum"] or ""
            )
            for topic in form["topics"]
            for concept in topic["concepts"]
        },
        errata={erratum["id"]: _erratum(erratum) for erratum in form["errata"]},
        digest=now,
    )


def _topic(form: Mapping[str, Any]) -> Topic:
    return Topic(
        id=form["id"],
        title=Text(**form["title"]),
        area=form["area"],
        sources=tuple(_source(source) for source in form["sources"]),
        concepts=tuple(concept["id"] for concept in form["concepts"]),
        requires=tuple(form["requires"]),
    )


def _source(form: Mapping[str, Any]) -> Source:
    """A note is called by the number that its file's name begins with."""
    return Source(form["note"].partition("_")[0], form["section"], form["lines"])


def _erratum(form: Mapping[str, Any]) -> Erratum:
    return Erratum(
        id=form["id"],
        source=_source(form),
        severity=form["severity"],
        claim=Text(**form["claim"]),
        correct=Text(**form["correct"]),
        why=form["why"],
        reference=form["reference"],
    )
