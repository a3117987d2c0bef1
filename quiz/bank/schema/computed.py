"""Kinds whose key is computed: `numeric`, `vector`, `formula`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from quiz.bank.schema.answers import ComputedMisconception, Expression, Misconception, Tolerance
from quiz.bank.schema.model import Maybe, OneOf
from quiz.bank.schema.names import SymbolName
from quiz.bank.schema.params import IntegerRange, RealRange
from quiz.bank.schema.question import Question


class Proof(OneOf):
    """What `quiz check` lets sympy confirm of the answer. `oo` is infinity."""

    WAYS = {
        "integral": ("over", "from", "to"),
        "derivative": ("by",),
        "sum": ("over", "from", "to"),
        "limit": ("as", "to"),
        "equals": (),
        "solves": ("for",),
    }

    integral: Maybe[Expression] = None
    """The answer is this function's integral over `over` from `from` to `to`."""
    derivative: Maybe[Expression] = None
    """The answer is this function's derivative by `by`."""
    sum: Maybe[Expression] = None
    """The answer is the sum of these terms over `over` from `from` to `to`."""
    limit: Maybe[Expression] = None
    """The answer is this expression's limit as `as` goes to `to`."""
    equals: Maybe[Expression] = None
    """The answer equals this expression, by algebra."""
    solves: Maybe[Expression] = None
    """The answer, put in for `for`, makes this expression zero."""
    over: Maybe[Expression] = None
    """The variable of an integral or a sum."""
    from_: Maybe[Expression] = None
    """The lower end."""
    to: Maybe[Expression] = None
    """The upper end, or where a limit goes."""
    by: Maybe[Expression] = None
    """The variable of a derivative."""
    as_: Maybe[Expression] = None
    """The variable of a limit."""
    for_: Maybe[Expression] = None
    """The unknown of an equation."""


class Numeric(Question):
    """A number is asked for."""

    kind: Literal["numeric"]
    """A number."""
    answer: Expression
    """The key, as an expression in parameters and derived numbers."""
    tolerance: Maybe[Tolerance] = None
    """How far the answer may be off."""
    units: dict[Annotated[str, StringConstraints(min_length=1, max_length=20)], Expression] = {}
    """Units that may be typed, each with its size in the first one, which is asked for."""
    misconceptions: Annotated[list[ComputedMisconception], Field(max_length=20)] = []
    """Wrong values that tell what was misunderstood."""
    proof: Maybe[Proof] = None
    """How sympy can confirm the key."""


# --- Vectors and matrices ----------------------------------------------------------------------


def _rows_of_one_length(rows: list[list[str]]) -> list[list[str]]:
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            fields = {"columns": len(rows[0]), "found": len(row), "at": (i,)}
            raise PydanticCustomError("uneven_rows", "", fields)
    return rows


def _looks_like(value: Any) -> str:
    rows = isinstance(value, list) and value and isinstance(value[0], list)
    return "rows" if rows else "entries"


_Entries = Annotated[list[Expression], Field(min_length=1, max_length=20)]
_Rows = Annotated[
    list[_Entries], Field(min_length=1, max_length=20), AfterValidator(_rows_of_one_length)
]
#: `[a, b]`, or a matrix as a list of rows.
Vector = Annotated[
    Annotated[_Entries, Tag("entries")] | Annotated[_Rows, Tag("rows")], Discriminator(_looks_like)
]


def _shape(vector: list[Any]) -> tuple[int, ...]:
    rows = isinstance(vector[0], list)
    return (len(vector), len(vector[0])) if rows else (len(vector),)


class VectorMisconception(Misconception):
    """A wrong vector or matrix that tells what was misunderstood."""

    answer: Vector
    """The wrong answer, of the same shape as the key."""


class VectorQuestion(Question):
    """A vector or a matrix is asked for."""

    kind: Literal["vector"]
    """A vector or a matrix."""
    answer: Vector
    """The key: a list of expressions, or a list of rows."""
    tolerance: Maybe[Tolerance] = None
    """How far each entry may be off."""
    misconceptions: Annotated[list[VectorMisconception], Field(max_length=20)] = []
    """Wrong vectors that tell what was misunderstood."""

    @model_validator(mode="after")
    def _one_shape(self) -> VectorQuestion:
        wanted = _shape(self.answer)
        for i, wrong in enumerate(self.misconceptions):
            if (found := _shape(wrong.answer)) != wanted:
                at = ("misconceptions", i, "answer")
                fields = {"found": list(found), "expected": list(wanted), "at": at}
                raise PydanticCustomError("other_shape", "", fields)
        return self


# --- Formulas ----------------------------------------------------------------------------------


class Range(OneOf):
    """Values that a name may take, where a plain word does not say it."""

    WAYS = {"integer": (), "real": (), "simplex": ()}

    integer: Maybe[IntegerRange] = None
    """Integers from the first to the second."""
    real: Maybe[RealRange] = None
    """Numbers between the first and the second."""
    simplex: Maybe[Annotated[str, StringConstraints(min_length=1, max_length=40)]] = None
    """Name of a group: the names of one group are positive and sum to 1."""


def _says(value: Any) -> str:
    return "word" if isinstance(value, str) else "range"


Domain = Annotated[
    Annotated[Literal["real", "positive", "prob", "integer"], Tag("word")]
    | Annotated[Range, Tag("range")],
    Discriminator(_says),
]


class Formula(Question):
    """A formula in declared names is asked for."""

    kind: Literal["formula"]
    """A formula."""
    answer: Expression
    """The key, in the names declared and in parameters."""
    names: Annotated[dict[SymbolName, Domain], Field(min_length=1, max_length=20)]
    """The names that the answer may use, each with the values it may take."""
    misconceptions: Annotated[list[ComputedMisconception], Field(max_length=20)] = []
    """Wrong formulas that tell what was misunderstood."""
    accept: Annotated[list[Expression], Field(max_length=50)] = []
    """Other spellings that must be right, as a proof."""
    reject: Annotated[list[Expression], Field(max_length=50)] = []
    """Formulas that must be wrong, as a proof."""
    proof: Maybe[Proof] = None
    """How sympy can confirm the key."""
