"""The JSON Schema of a bank, by which editors complete and underline.

It knows what stands in one question, and the names of the syllabus. What needs a second look (the
language of a text, names twice, expressions) is left to `quiz check`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import models_json_schema

from quiz.bank.schema.questions import MODELS
from quiz.syllabus import Syllabus

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(syllabus: Syllabus | None = None) -> dict[str, Any]:
    """The schema of a bank, in the dialect of 2020-12.

    The kind decides by `if` and `then` rather than by `oneOf`: an editor then says what is wrong
    with a question of this kind, not that it is no question of any kind.

    Args:
        syllabus: whose concepts and errata are offered; any name goes without it.
    """
    models, shared = models_json_schema([(model, "validation") for model in MODELS.values()])
    by_kind = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": models[model, "validation"],
        }
        for kind, model in MODELS.items()
    ]
    kind = {"description": "How the question is answered.", "enum": list(MODELS)}
    names = {
        "concept": _one_of(syllabus.concepts if syllabus else ()),
        "erratum": _one_of(syllabus.errata if syllabus else ()),
    }
    return {
        "$schema": DIALECT,
        "title": "Questions on one topic",
        "description": "A bank of Gongbu: questions/<area>/<topic>.yaml.",
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "properties": {"kind": kind},
            "required": ["kind"],
            "allOf": by_kind,
        },
        "$defs": {name: _for_files(part) for name, part in shared["$defs"].items()} | names,
    }


def _one_of(names: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(names)} if names else {"type": "string"}


def _for_files(schema: Any) -> Any:
    """What pydantic says of Python objects, said of files.

    An optional key is left out and never null; a key that fits no pattern is unknown; a name of the
    syllabus is one of those above.
    """
    if isinstance(schema, list):
        return [_for_files(part) for part in schema if part != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    if (named := schema.pop("format", "")) in ("concept", "erratum"):
        return {"$ref": f"#/$defs/{named}"}
    found = {
        key: _for_files(part)
        for key, part in schema.items()
        if not (key == "default" and part is None)
    }
    if len(found.get("anyOf", ())) == 1:
        found |= found.pop("anyOf")[0]
    if "patternProperties" in found:
        found["additionalProperties"] = False
    return found
