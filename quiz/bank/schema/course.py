"""What may stand in `areas.yaml`, `syllabus.yaml` and `errata.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quiz.bank.schema.model import Maybe, Model
from quiz.bank.schema.names import Name
from quiz.bank.schema.texts import Content, Line

ConceptName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[1-9][0-9]*$")]


class Both(Model):
    """A text in both languages, which may be the same."""

    ko: Content
    en: Content


class AreaEntry(Model):
    """An area."""

    id: Name
    title: Both


class SourceEntry(Model):
    """A passage of the notes."""

    note: Line
    section: Line
    lines: Line


class ConceptEntry(Model):
    """A concept."""

    id: ConceptName
    text: Content
    erratum: Maybe[Name] = None


class ExerciseEntry(Model):
    """What could be implemented; only for authors."""

    catalogue: Maybe[Name] = None
    suggestion: Maybe[Content] = None


class TopicEntry(Model):
    """A topic."""

    id: Name
    title: Both
    area: Name
    requires: list[Name] = Field(default_factory=list)
    sources: Annotated[list[SourceEntry], Field(min_length=1)]
    concepts: Annotated[list[ConceptEntry], Field(min_length=1)]
    exercise: Maybe[ExerciseEntry] = None


class ErratumEntry(SourceEntry):
    """A statement of the notes that is wrong."""

    id: Name
    severity: Literal["wrong", "misleading", "imprecise"]
    claim: Both
    correct: Both
    why: Content
    reference: Content
