"""What `quiz diff` prints: a line for each question that changed. Pure."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text as Line

from basis.texts import Texts
from quiz.authoring.comparison import UNDECIDED, Difference

#: Version of the document of `quiz diff --json`.
SCHEMA = 1


def diff_lines(differences: Sequence[Difference], old: str, folder: Path, texts: Texts) -> Line:
    """Place, id and what happened to each question, and what that means for reviews."""
    lines = [_line(difference, folder, texts) for difference in differences]
    undecided = sum(difference.change in UNDECIDED for difference in differences)
    key = "diff_summary" if lines else "diff_same"
    style = "red" if undecided else "green"
    count = len(lines)
    lines.append(Line(texts(key, count=count, undecided=undecided, old=old), style))
    return Line("\n").join(lines)


def _line(difference: Difference, folder: Path, texts: Texts) -> Line:
    place = f"{os.path.relpath(folder / difference.path)}:{difference.line}"
    line = Line(f"{place}  {difference.id}", "bold")
    said = texts(
        f"diff_{difference.change}",
        parts=list(difference.parts),
        other=difference.other,
        revision=difference.revision,
        next=difference.revision + 1,
    )
    line.append(f"  {said}", "red not bold" if difference.change in UNDECIDED else "not bold")
    if difference.reviews:
        reviews = texts(f"diff_reviews_{difference.change}", count=difference.reviews)
        line.append(f" {reviews}", "not bold")
    return line


def diff_form(differences: Sequence[Difference], old: str) -> dict[str, Any]:
    """The same for programs (docs/json.md)."""
    return {
        "schema": SCHEMA,
        "old": old,
        "questions": [
            {
                "id": difference.id,
                "change": str(difference.change),
                "file": difference.path,
                "line": difference.line,
                "parts": list(difference.parts),
                "revision": difference.revision,
                "reviews": difference.reviews,
                "was": difference.other or None,
                "undecided": difference.change in UNDECIDED,
            }
            for difference in differences
        ],
    }
