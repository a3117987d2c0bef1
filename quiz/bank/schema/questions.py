"""The kinds of questions by name, each with the model of its keys."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict
from pydantic_core import PydanticCustomError

from quiz.bank.schema.arranging import Matching, Ordering
from quiz.bank.schema.choosing import Choice, Choices, TrueFalse
from quiz.bank.schema.computed import Formula, Numeric, VectorQuestion
from quiz.bank.schema.question import Question
from quiz.bank.schema.words import Cloze, Essay, Output, TextQuestion
from quiz.syllabus import nearest

MODELS: dict[str, type[Question]] = {
    "choice": Choice,
    "choices": Choices,
    "truefalse": TrueFalse,
    "numeric": Numeric,
    "vector": VectorQuestion,
    "formula": Formula,
    "text": TextQuestion,
    "cloze": Cloze,
    "ordering": Ordering,
    "matching": Matching,
    "output": Output,
    "essay": Essay,
}


def _no_kind(kind: Any) -> Any:
    near = nearest(kind, MODELS) if isinstance(kind, str) else ""
    fields = {"kind": str(kind), "near": near, "known": list(MODELS)}
    raise PydanticCustomError("unknown_kind", "", fields)


class UnknownKind(Question):
    """A question without a kind: what it has in common with all others can still be checked."""

    model_config = ConfigDict(extra="ignore")

    kind: Annotated[Any, AfterValidator(_no_kind)]
