"""What may stand in an `exam-*.yaml`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from quiz.bank.schema.model import Model
from quiz.bank.schema.texts import Translated
from quiz.kinds.registry import KINDS
from quiz.syllabus import nearest

#: An exam is no longer than that.
MOST_QUESTIONS, MOST_MINUTES = 200, 600
#: How hard a question can be; keys of YAML are texts.
DIFFICULTIES = tuple("12345")


def _known(rule: str, name: str, known: Collection[str], near: str) -> None:
    if name not in known:
        fields = {rule: name, "known": list(known), "near": near, "at": (name,)}
        raise PydanticCustomError(f"no_such_{rule}", "", fields)


def _areas(shares: dict[str, float], info: ValidationInfo) -> dict[str, float]:
    known = info.context or ()
    for area in shares:
        _known("area", area, known, nearest(area, known))
    return shares


def _kinds(shares: dict[str, float]) -> dict[str, float]:
    for kind in shares:
        _known("kind", kind, KINDS, nearest(kind, KINDS))
    return shares


def _difficulties(shares: dict[str, float]) -> dict[str, float]:
    for name in shares:
        beyond = name.isdecimal() and name > "5"
        _known("difficulty", name, DIFFICULTIES, DIFFICULTIES[-1 if beyond else 0])
    return shares


Share = Annotated[float, Field(gt=0, le=1000)]
Shares = Annotated[dict[str, Share], Field(min_length=1)]


class BlueprintEntry(Model):
    """A blueprint. Its areas are checked against those of the context."""

    title: Translated
    count: Annotated[int, Field(ge=1, le=MOST_QUESTIONS)]
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)]
    areas: Annotated[Shares, AfterValidator(_areas)]
    kinds: Annotated[Shares, AfterValidator(_kinds)]
    difficulties: Annotated[Shares, AfterValidator(_difficulties)]
    points: Annotated[Shares, AfterValidator(_kinds)]

    @model_validator(mode="after")
    def _worth(self) -> BlueprintEntry:
        for kind in self.kinds:
            if kind not in self.points:
                raise PydanticCustomError(
                    "kind_without_points", "", {"kind": kind, "at": ("kinds", kind)}
                )
        return self
