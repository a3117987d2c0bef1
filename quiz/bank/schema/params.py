"""Parameters, and the ranges that numbers are drawn from."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from quiz.bank.schema.model import Maybe, OneOf
from quiz.bank.schema.texts import is_korean


def _increasing(ends: list[Any]) -> list[Any]:
    if ends[0] >= ends[1]:
        raise PydanticCustomError("not_increasing", "", {"low": ends[0], "high": ends[1]})
    return ends


_Two = Field(min_length=2, max_length=2)
_Integer = Annotated[int, Field(ge=-(10**9), le=10**9)]
IntegerRange = Annotated[list[_Integer], _Two, AfterValidator(_increasing)]
RealRange = Annotated[list[float], _Two, AfterValidator(_increasing)]


def _value(value: Any) -> Any:
    """A number, or a text that needs no translation."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise PydanticCustomError("wrong_type", "", {"wanted": "value"})
    if isinstance(value, str):
        if is_korean(value):
            raise PydanticCustomError("needs_translation", "", {"found": value})
        return value
    return float(value) if isinstance(value, float) else int(value)  # however it was spelled


class Param(OneOf):
    """What one parameter is drawn from."""

    WAYS = {"choose": (), "integer": (), "real": ()}
    BESIDE = {"real": ("decimals",)}

    choose: Maybe[
        Annotated[
            list[
                Annotated[
                    Any, AfterValidator(_value), WithJsonSchema({"type": ["number", "string"]})
                ]
            ],
            Field(min_length=1, max_length=200),
        ]
    ] = None
    """One of these numbers, or of these texts that need no translation."""
    integer: Maybe[IntegerRange] = None
    """An integer from the first to the second, both included."""
    real: Maybe[RealRange] = None
    """A number from the first to the second, with as many decimals as `decimals` says."""
    decimals: Maybe[Annotated[int, Field(ge=0, le=12)]] = None
    """Decimals of a `real`; 2 if not given."""
