"""What all models are: mappings with known keys, some of which exclude each other.

A fault that pydantic has no name for is raised as `PydanticCustomError(rule, "", fields)`; the
field `at`, if any, leads on from where it was raised. quiz/bank/faults.py reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

T = TypeVar("T")


class Model(BaseModel):
    """A mapping with known keys. A field `from_` stands for the key `from`."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        alias_generator=AliasGenerator(alias=lambda name: name.rstrip("_")),
    )


def _given(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("empty_value", "")
    return value


#: An optional key: it may be left out, but a key that is there has a value.
Maybe = Annotated[T | None, BeforeValidator(_given)]


class OneOf(Model):
    """A mapping that says one of several things, each by a key of its own.

    Attributes:
        WAYS: by key, what has to stand beside it.
        BESIDE: by key, what may stand beside it.
    """

    WAYS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    BESIDE: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    @model_validator(mode="after")
    def _one_way(self) -> OneOf:
        given = [
            name.rstrip("_") for name in type(self).model_fields if name in self.model_fields_set
        ]
        ways = [key for key in given if key in self.WAYS]
        if len(ways) != 1:
            raise PydanticCustomError("one_of", "", {"keys": list(self.WAYS)})
        needed = self.WAYS[ways[0]]
        for key in needed:
            if key not in given:
                raise PydanticCustomError("missing_key", "", {"key": key})
        for key in given:
            if key not in (ways[0], *needed, *self.BESIDE.get(ways[0], ())):
                raise PydanticCustomError("misfit_key", "", {"key": key, "at": (key,)})
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        schema["oneOf"] = [{"required": [way, *needed]} for way, needed in cls.WAYS.items()]
        return schema

    @model_serializer(mode="wrap")
    def _what_is_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if value is not None}
