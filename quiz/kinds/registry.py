"""Which module has a kind. A kind is imported when a question of it is first asked."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from quiz.kinds.kind import Kind
from quiz.question import Question

#: Where each kind is; the names are those that banks use.
KINDS = {
    "choice": "quiz.kinds.choice:Choice",
    "choices": "quiz.kinds.choices:Choices",
    "truefalse": "quiz.kinds.truefalse:TrueFalse",
    "numeric": "quiz.kinds.numeric:Numeric",
    "vector": "quiz.kinds.vector:Vector",
    "formula": "quiz.kinds.formula:Formula",
    "text": "quiz.kinds.text:ShortText",
    "cloze": "quiz.kinds.cloze:Cloze",
    "ordering": "quiz.kinds.ordering:Ordering",
    "matching": "quiz.kinds.matching:Matching",
    "output": "quiz.kinds.output:Output",
    "essay": "quiz.kinds.essay:Essay",
}


def kind_of(question: Question) -> Kind:
    """The kind of a question. Its name was checked when the bank was read."""
    return _kind(question.kind)


@cache
def _kind(name: str) -> Kind:
    module, _, kind = KINDS[name].partition(":")
    found: Kind = getattr(import_module(module), kind)()
    return found
