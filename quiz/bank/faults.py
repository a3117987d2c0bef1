"""What pydantic says is wrong, as problems in our own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from basis.texts import Message
from quiz.finding import Problem
from quiz.syllabus import nearest

Keys = tuple[str | int, ...]

#: Errors that mean a value of another type was expected: what to write instead.
_WANTED = {
    "string_type": "text",
    "int_type": "integer",
    "float_type": "number",
    "bool_type": "truth",
    "list_type": "list",
    "dict_type": "mapping",
}
#: The same for models: what is worth saying where something else was found.
_WANTED_MODELS = {
    "Translated": "both",
    "Both": "both",
    "Answers": "answers",
    "Param": "parameter",
    "Tolerance": "tolerance",
    "SampleAnswer": "sample",
    "Range": "domain",
    "Proof": "proof",
    "Source": "source",
}
_BOUNDS = {
    "greater_than": ("gt", "bound_above"),
    "greater_than_equal": ("ge", "bound_at_least"),
    "less_than": ("lt", "bound_below"),
    "less_than_equal": ("le", "bound_at_most"),
}
#: What YAML made of a value, the first that fits: true is an integer to Python.
_READ_AS = {"truth": bool, "number": int | float, "list": list, "mapping": dict, "text": str}


def problems(error: ValidationError, data: Any, model: type[BaseModel]) -> Iterator[Problem]:
    """Every fault that pydantic found in `data`, which was to be a `model`."""
    for detail in error.errors(include_url=False):
        kind, context = detail["type"], detail.get("ctx", {})
        at, value = _reach(detail["loc"], data)
        if kind in ("missing", "extra_forbidden"):
            yield _about_keys(kind, at, str(detail["loc"][-1]), model)
        elif kind == "model_type":
            yield _wrong_type(at, value, _WANTED_MODELS.get(context["class_name"], "mapping"))
        elif kind in _WANTED:
            yield _wrong_type(at, value, _WANTED[kind])
        elif kind in _BOUNDS:
            name, bound = _BOUNDS[kind]
            bounds = Message(bound, {"limit": context[name]})
            yield Problem("out-of-range", at, {"found": value, "bound": bounds})
        elif kind == "string_pattern_mismatch":
            rule = "bad-variable" if "_" in context["pattern"] else "bad-name"
            yield Problem(rule, at, {"name": detail["input"]})
        elif kind in _PLAIN:
            rule, fields = _PLAIN[kind]
            yield Problem(rule, at, fields(detail["input"], context))
        else:
            yield _ours(kind, at, value, context)


def _reach(loc: Keys, data: Any) -> tuple[Keys, Any]:
    """The keys of a location that exist in the data, and what they lead to.

    Pydantic also puts branches of unions among them, and `[key]` after a key that it refuses.
    """
    at: list[str | int] = []
    for step in loc:
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            at.append(step)
            data = data[step]  # type: ignore[index]  # a key of a mapping, an index of a list
    return tuple(at), data


def _about_keys(kind: str, at: Keys, key: str, model: type[BaseModel]) -> Problem:
    if kind == "missing":
        if key in ("ko", "en"):
            return Problem("missing-language", at, {"lang": Message(f"language_{key}")})
        return Problem("missing-key", at, {"key": key})
    known = known_keys(model, at[:-1])
    if key in known:  # of a branch that other keys have ruled out
        return Problem("misfit-key", at, {"key": key})
    near = nearest(key, known)
    advice = Message("known_are", {"known": known})
    if near:
        advice = Message("did_you_mean", {"near": near})
    return Problem("unknown-key", at, {"key": key, "advice": advice})


def _wrong_type(at: Keys, value: Any, wanted: str) -> Problem:
    if value is None:
        return Problem("empty-value", at)
    read_as = next(name for name, kind in _READ_AS.items() if isinstance(value, kind))
    fields = {
        "found": excerpt(value),
        "read_as": Message(f"read_as_{read_as}"),
        "advice": Message(f"write_{wanted}"),
    }
    return Problem("wrong-type", at, fields)


#: Pydantic lists the words it knows in English.
_QUOTED = re.compile(r"'([^']*)'")

#: Errors of pydantic that need nothing but another name, with the fields of their texts.
_PLAIN: dict[str, tuple[str, Callable[[Any, Mapping[str, Any]], dict[str, Any]]]] = {
    "too_short": (
        "too-few",
        lambda value, says: {"count": len(value), "least": says["min_length"]},
    ),
    "too_long": ("too-many", lambda value, says: {"count": len(value), "most": says["max_length"]}),
    "string_too_short": ("no-text", lambda value, says: {}),
    "string_too_long": ("text-too-long", lambda value, says: {"limit": says["max_length"]}),
    "literal_error": (
        "unknown-word",
        lambda value, says: {"found": excerpt(value), "known": _QUOTED.findall(says["expected"])},
    ),
}


def _ours(kind: str, at: Keys, value: Any, context: Mapping[str, Any]) -> Problem:
    """A fault that a validator of quiz/bank/schema raised by our own name."""
    fields = dict(context)
    at = (*at, *fields.pop("at", ()))
    if kind == "wrong_type":
        return _wrong_type(at, value, fields["wanted"])
    if "near" in fields:
        near = fields.pop("near")
        fields["advice"] = Message("did_you_mean", {"near": near}) if near else Message("none_near")
    if "lang" in fields:
        fields["lang"] = Message(f"language_{fields['lang']}")
    return Problem(kind.replace("_", "-"), at, fields)


def excerpt(value: Any) -> str:
    """A value as it may have been written, in short.

    >>> excerpt([0, 1]), excerpt({"0": None, "1": None}), excerpt(True)
    ('[0, 1]', '{0, 1}', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(excerpt, value[:9])) + "]"
    if isinstance(value, dict):
        parts = list(value.items())[:9]
        return "{" + ", ".join(k if v is None else f"{k}: {excerpt(v)}" for k, v in parts) + "}"
    return "" if value is None else str(value)


def known_keys(model: type[BaseModel], at: Keys) -> list[str]:
    """The keys that a model knows at a place inside of it."""
    here = {model}
    for step in at:
        inner = {
            found
            for outer in here
            for name, field in outer.model_fields.items()
            if (field.alias or name) == step
            for found in _models_in(field.annotation)
        }
        here = inner or here  # an index of a list, a name in a mapping
    fields = [(name, field) for model in here for name, field in model.model_fields.items()]
    return sorted({field.alias or name for name, field in fields})


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
