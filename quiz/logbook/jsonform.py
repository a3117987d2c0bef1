"""The documents of `quiz log --json` (docs/json.md). Pure.

Version 1. Keys are only ever added; anything else raises the version.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from basis.jsonform import error_form
from quiz.logbook.mending import Mended
from quiz.logbook.transfer import Form as TableForm

SCHEMA = 1

Form = dict[str, Any]


def backup_form(file: Path, records: int) -> Form:
    """The document of `quiz log backup --json`."""
    return {"schema": SCHEMA, "file": str(file), "records": records}


def export_form(file: Path, form: TableForm, rows: int) -> Form:
    """The document of `quiz log export --json`."""
    return {"schema": SCHEMA, "file": str(file), "form": form, "rows": rows}


def rebuild_form(mended: Mended, remembered: int | None) -> Form:
    """The document of `quiz log rebuild --json`.

    Args:
        mended: what was done.
        remembered: how many reviews the memory was worked out from; None if it was not.
    """
    fault = mended.twin_fault
    return {
        "schema": SCHEMA,
        "records": mended.count,
        "whole": mended.whole,
        "damaged": mended.damaged,
        "from_log": mended.log,
        "from_copy": mended.twin,
        "doubled": mended.doubled,
        "unreadable": mended.skipped,
        "copied": not mended.in_step and fault is None,
        "copy_fault": fault and error_form(fault),
        "set_aside": [str(path) for path in mended.aside],
        "remembered": remembered,
    }


def restore_form(
    file: Path, mended: Mended, known: int, refused: int, table: bool, remembered: int | None
) -> Form:
    """The document of `quiz log restore --json`.

    Args:
        file: what was taken in.
        mended: what was done.
        known: how many of its records were there already.
        refused: how many of its lines or rows are no records.
        table: whether it is an export, which holds answers and doubts alone.
        remembered: as in `rebuild_form`.
    """
    own = {"file": str(file), "table": table, "added": mended.added}
    return {**rebuild_form(mended, remembered), **own, "known": known, "refused": refused}
