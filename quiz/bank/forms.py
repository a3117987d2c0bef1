"""A question as plain JSON, which the cache keeps, and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from basis.texts import Message, Text
from quiz.finding import Finding
from quiz.question import Param, Question, Sample, Source

Form = dict[str, Any]

#: What every question has; whatever else its kind wants is its body.
_COMMON = frozenset(
    "id kind concepts difficulty prompt explanation hint source erratum revision params let where "
    "tests".split()
)
#: What may change without changing the meaning of a question.
_PLACE = ("path", "line", "column")


def form_of(
    keys: Mapping[str, Any], topic: str, area: str, path: str, start: tuple[int, int]
) -> Form:
    """The form of a question.

    Args:
        keys: its keys as its model gives them, defaults filled in.
        topic: its topic.
        area: the area of that topic.
        path: its bank, relative to the folder of the banks.
        start: line and column where it begins.
    """
    common = {key: value for key, value in keys.items() if key in _COMMON}
    body = {key: value for key, value in keys.items() if key not in _COMMON}
    place = {"topic": topic, "area": area, "path": path, "line": start[0], "column": start[1]}
    return {**common, "body": body, **place}


def meaning(form: Form) -> str:
    """A short text that changes when anything of a question does, but for where it stands."""
    what = {key: value for key, value in form.items() if key not in _PLACE}
    return blake2b(json.dumps(what).encode(), digest_size=8).hexdigest()


def question_of(form: Form) -> Question:
    """The question of a form."""
    source = form["source"]
    return Question(
        id=form["id"],
        kind=form["kind"],
        topic=form["topic"],
        area=form["area"],
        concepts=tuple(form["concepts"]),
        difficulty=form["difficulty"],
        prompt=Text(**form["prompt"]),
        explanation=Text(**form["explanation"]),
        hint=Text(**form["hint"]),
        source=source and Source(**{key: value or "" for key, value in source.items()}),
        erratum=form["erratum"] or "",
        revision=form["revision"],
        params={name: _param(param) for name, param in form["params"].items()},
        let=form["let"],
        where=tuple(form["where"]),
        body=form["body"],
        tests=tuple(_sample(sample) for sample in form["tests"]),
        path=form["path"],
        line=form["line"],
    )


def _param(form: Mapping[str, Any]) -> Param:
    """Lists become tuples; what is not given keeps its default."""
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in form.items()}
    return Param(**given)


def _sample(form: Mapping[str, Any]) -> Sample:
    mark = form["mark"]
    return Sample(
        answer=form["answer"],
        mark=None if mark == "unreadable" else mark,
        says=form["says"] or "",
        seed=form["seed"],
    )


# --- Findings ----------------------------------------------------------------------------------


def finding_form(finding: Finding) -> list[Any]:
    """A finding without its file."""
    fields = {name: _field_form(value) for name, value in finding.fields.items()}
    return [finding.line, finding.column, finding.rule, fields, finding.question]


def finding_of(form: list[Any], file: str) -> Finding:
    """The finding of a form, in a file."""
    line, column, rule, fields, question = form
    fields = {name: _field(value) for name, value in fields.items()}
    return Finding(file, line, column, rule, fields, question)


def _field_form(value: Any) -> Any:
    """A message becomes a mapping; nothing else in a finding is one."""
    if isinstance(value, Message):
        parts = {name: _field_form(part) for name, part in value.fields.items()}
        return {"key": value.key, "fields": parts}
    return value


def _field(value: Any) -> Any:
    if isinstance(value, dict):
        return Message(value["key"], {name: _field(part) for name, part in value["fields"].items()})
    return value
