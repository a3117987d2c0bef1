"""What `quiz search` prints: a line for each question. Pure."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text as Line

from basis.jsonform import both
from basis.layout import shorten, visible
from basis.texts import Texts
from quiz.question import Question

#: Version of the document of `quiz search --json`.
SCHEMA = 1


def search_lines(questions: Sequence[Question], folder: Path, texts: Texts, width: int) -> Line:
    """Place, id and the beginning of the task of each question."""
    lines = []
    for question in questions:
        place = f"{os.path.relpath(folder / question.path)}:{question.line}"
        head = f"{place}  {question.id}  {texts(f'kind_{question.kind}')}"
        task = shorten(visible(" ".join(texts.pick(question.prompt).split())), width - 4)
        lines.append(Line(head, "bold").append(f"\n    {task}", "not bold"))
    lines.append(Line(texts("search_found", count=len(questions)), "dim"))
    return Line("\n").join(lines)


def search_form(questions: Sequence[Question]) -> dict[str, Any]:
    """The same for programs (docs/json.md)."""
    return {"schema": SCHEMA, "questions": [_form(question) for question in questions]}


def _form(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "area": question.area,
        "topic": question.topic,
        "concepts": list(question.concepts),
        "difficulty": question.difficulty,
        "erratum": question.erratum or None,
        "file": question.path,
        "line": question.line,
        "prompt": both(question.prompt),
    }
